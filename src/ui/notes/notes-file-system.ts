import * as vscode from 'vscode';
import type { Catalogs, FolderCatalog } from '../catalogs.ts';
import { notesScheme, parseNotesUri } from './notes-uri.ts';

interface OpenNotes {
  readonly uri: vscode.Uri;
  text: string;
  changedAtMs: number;
}

/**
 * A run's notes as a Markdown file: the person has a whole editor for them, with undo and preview, and
 * saving records a fact. Nothing is kept here but what is open.
 */
export class NotesFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #catalogs: Catalogs;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #open = new Map<string, OpenNotes>();
  readonly #subscriptions: vscode.Disposable;

  constructor(catalogs: Catalogs) {
    this.#catalogs = catalogs;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerFileSystemProvider(notesScheme, this, { isCaseSensitive: true }),
      catalogs.onChanged(({ catalog, notice }) => void this.#lookAgain(catalog, notice.runIds)),
    );
  }

  watch(uri: vscode.Uri): vscode.Disposable {
    return { dispose: () => void this.#open.delete(uri.toString()) };
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
    notes.text = text;
    notes.changedAtMs = Date.now();
    await catalog.call('record', { facts: [{ type: 'note', runId, text }] });
  }

  #find(uri: vscode.Uri) {
    const { folder, runId } = parseNotesUri(uri);
    const catalog = this.#catalogs.find(folder);
    if (!catalog) throw vscode.FileSystemError.FileNotFound(uri);
    return { catalog, runId };
  }

  async #read(uri: vscode.Uri): Promise<OpenNotes> {
    const { catalog, runId } = this.#find(uri);
    const run = await catalog.call('run', { runId });
    if (!run) throw vscode.FileSystemError.FileNotFound(uri);
    const text = run.notes ?? '';
    const known = this.#open.get(uri.toString());
    if (known?.text === text) return known;
    const notes = { uri, text, changedAtMs: Date.now() };
    this.#open.set(uri.toString(), notes);
    return notes;
  }

  /** Another window, or the training itself, may have written notes. */
  async #lookAgain(catalog: FolderCatalog, runIds: readonly string[] | null): Promise<void> {
    for (const notes of [...this.#open.values()]) {
      const { folder, runId } = parseNotesUri(notes.uri);
      if (folder !== catalog.folder.uri.toString() || (runIds && !runIds.includes(runId))) continue;
      const run = await catalog.call('run', { runId }).catch(() => undefined);
      if (run === undefined || run?.notes === notes.text || (run && notes.text === '' && !run.notes))
        continue;
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
