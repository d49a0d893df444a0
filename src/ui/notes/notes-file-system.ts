import * as vscode from 'vscode';
import type { Catalogs, FolderCatalog } from '../catalogs.ts';
import { notesScheme, parseNotesUri } from './notes-uri.ts';

interface KnownNotes {
  readonly uri: vscode.Uri;
  text: string;
  /** The editor takes a later time for a change by somebody else: it moves with the text only. */
  changedAtMs: number;
  /** While they are being recorded the catalog still has the old ones. */
  isBeingSaved: boolean;
}

/** Before anything was changed in this window; unsaved notes that outlived a restart are older than nothing. */
const firstSeenMs = 1;

/**
 * A run's notes as a Markdown file: the person has a whole editor for them, with undo and preview, and
 * saving records a fact. What is kept here is what the editor was told last.
 */
export class NotesFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #catalogs: Catalogs;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #known = new Map<string, KnownNotes>();
  readonly #subscriptions: vscode.Disposable;

  constructor(catalogs: Catalogs) {
    this.#catalogs = catalogs;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerFileSystemProvider(notesScheme, this, { isCaseSensitive: true }),
      catalogs.onChanged(({ catalog, notice }) => void this.#lookAgain(catalog, notice.runIds)),
    );
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { text, changedAtMs } = await this.#read(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: changedAtMs, size: Buffer.byteLength(text) };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Buffer.from((await this.#read(uri)).text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const { catalog, runId } = this.#find(uri);
    const notes = await this.#read(uri);
    const text = Buffer.from(content).toString('utf8');
    if (text === notes.text) return;
    Object.assign(notes, { text, changedAtMs: Date.now(), isBeingSaved: true });
    try {
      await catalog.call('record', { facts: [{ type: 'note', runId, text }] });
    } finally {
      notes.isBeingSaved = false;
    }
  }

  #find(uri: vscode.Uri) {
    const { folder, runId } = parseNotesUri(uri);
    const catalog = this.#catalogs.find(folder);
    if (!catalog) throw vscode.FileSystemError.FileNotFound(uri);
    return { catalog, runId };
  }

  async #read(uri: vscode.Uri): Promise<KnownNotes> {
    const { catalog, runId } = this.#find(uri);
    const known = this.#known.get(uri.toString());
    if (known?.isBeingSaved) return known;
    const run = await catalog.call('run', { runId });
    if (!run) throw vscode.FileSystemError.FileNotFound(uri);
    const text = run.notes ?? '';
    if (known?.text === text) return known;
    const changedAtMs = known ? Date.now() : firstSeenMs;
    const notes = { uri, text, changedAtMs, isBeingSaved: false };
    this.#known.set(uri.toString(), notes);
    return notes;
  }

  /** Another window, or the training itself, may have written notes. */
  async #lookAgain(catalog: FolderCatalog, runIds: readonly string[] | null): Promise<void> {
    for (const notes of [...this.#known.values()]) {
      const { folder, runId } = parseNotesUri(notes.uri);
      if (folder !== catalog.folder.uri.toString() || (runIds && !runIds.includes(runId))) continue;
      const run = await catalog.call('run', { runId }).catch(() => undefined);
      if (run === undefined || (run && (run.notes ?? '') === notes.text)) continue;
      const type = run ? vscode.FileChangeType.Changed : vscode.FileChangeType.Deleted;
      this.#changed.fire([{ type, uri: notes.uri }]);
    }
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
