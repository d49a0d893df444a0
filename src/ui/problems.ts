import * as vscode from 'vscode';
import type { Problem } from '../protocol/catalog.ts';
import type { Catalogs, FolderCatalog } from './catalogs.ts';

const mostShown = 1_000;

/** Lines of the journal that cannot be read, in the editor's Problems view. */
export class Problems implements vscode.Disposable {
  readonly #catalogs: Catalogs;
  readonly #collections = new Map<FolderCatalog, vscode.DiagnosticCollection>();
  /** What was shown last: live runs change the status several times a second, their problems hardly ever. */
  readonly #shown = new Map<FolderCatalog, number>();
  readonly #subscriptions: vscode.Disposable;

  constructor(catalogs: Catalogs) {
    this.#catalogs = catalogs;
    this.#subscriptions = vscode.Disposable.from(
      catalogs.onStatus((catalog) => void this.#follow(catalog).catch(() => {})),
      catalogs.onChanged(({ catalog, notice }) => {
        if (notice.runIds === null) this.#shown.delete(catalog);
      }),
      catalogs.onFolders(() => this.#dropClosed()),
    );
  }

  async #follow(catalog: FolderCatalog): Promise<void> {
    const count = catalog.status?.problems ?? 0;
    if (count === (this.#shown.get(catalog) ?? 0) && this.#shown.has(catalog)) return;
    this.#shown.set(catalog, count);
    const problems = count > 0 ? await catalog.call('problems', { limit: mostShown }) : [];
    const collection = this.#collectionOf(catalog);
    collection.clear();
    for (const [file, some] of Map.groupBy(problems, (problem) => problem.file))
      collection.set(vscode.Uri.file(file), some.map(toDiagnostic));
  }

  #collectionOf(catalog: FolderCatalog): vscode.DiagnosticCollection {
    const known = this.#collections.get(catalog);
    if (known) return known;
    const collection = vscode.languages.createDiagnosticCollection('Runstone');
    this.#collections.set(catalog, collection);
    return collection;
  }

  #dropClosed(): void {
    const open = new Set(this.#catalogs.opened());
    for (const [catalog, collection] of this.#collections) {
      if (open.has(catalog)) continue;
      collection.dispose();
      this.#collections.delete(catalog);
      this.#shown.delete(catalog);
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const collection of this.#collections.values()) collection.dispose();
  }
}

function toDiagnostic({ line, reason }: Problem): vscode.Diagnostic {
  const row = Math.max(0, line - 1);
  const whole = new vscode.Range(row, 0, row, Number.MAX_SAFE_INTEGER);
  const diagnostic = new vscode.Diagnostic(
    whole,
    `This event is left out: ${reason}`,
    vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Runstone';
  return diagnostic;
}
