import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { CatalogClient } from '../catalog/client.ts';
import type { CatalogContract, CatalogNotice, CatalogStatus } from '../protocol/catalog.ts';

export type ChangedNotice = Extract<CatalogNotice, { notice: 'changed' }>;

const nothingRead = { bytesRead: 0, bytesTotal: 0, runs: 0, running: 0, problems: 0 } as const;

/** The catalog of one workspace folder, as the rest of the interface uses it. */
export class FolderCatalog {
  readonly folder: vscode.WorkspaceFolder;
  readonly #client: CatalogClient;
  status: CatalogStatus | undefined;

  constructor(folder: vscode.WorkspaceFolder, client: CatalogClient) {
    this.folder = folder;
    this.#client = client;
  }

  call<M extends keyof CatalogContract & string>(
    method: M,
    params: CatalogContract[M]['params'],
    signal?: AbortSignal,
  ) {
    return this.#client.call(method, params, signal);
  }
}

/** One catalog worker for each workspace folder, started when something first needs it. */
export class Catalogs implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #clients = new Map<string, { catalog: FolderCatalog; client: CatalogClient }>();
  readonly #changed = new vscode.EventEmitter<{ catalog: FolderCatalog; notice: ChangedNotice }>();
  readonly #status = new vscode.EventEmitter<FolderCatalog>();
  readonly #folders = new vscode.EventEmitter<void>();
  readonly onChanged = this.#changed.event;
  readonly onStatus = this.#status.event;
  /** Folders came or went. */
  readonly onFolders = this.#folders.event;
  readonly #subscription: vscode.Disposable;

  constructor(extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#extensionUri = extensionUri;
    this.#log = log;
    this.#subscription = vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      for (const folder of removed) void this.#close(folder.uri.toString());
      this.#folders.fire();
    });
  }

  /** The catalogs of all folders on a file system; their workers run from now on. */
  all(): FolderCatalog[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return folders.filter((folder) => folder.uri.scheme === 'file').map((folder) => this.of(folder));
  }

  /** The catalogs that something has already needed. */
  opened(): FolderCatalog[] {
    return [...this.#clients.values()].map(({ catalog }) => catalog);
  }

  /** What the opened catalogs said last. */
  statuses(): CatalogStatus[] {
    return this.opened().flatMap(({ status }) => status ?? []);
  }

  find(folderUri: string): FolderCatalog | undefined {
    return this.all().find((catalog) => catalog.folder.uri.toString() === folderUri);
  }

  /** The catalog of one folder; its worker runs from now on. */
  of(folder: vscode.WorkspaceFolder): FolderCatalog {
    const key = folder.uri.toString();
    const known = this.#clients.get(key);
    if (known) return known.catalog;
    const file = (name: string) => vscode.Uri.joinPath(this.#extensionUri, 'dist', name).fsPath;
    const client = new CatalogClient({
      workerPath: file('catalog-worker.cjs'),
      wasmPath: file('sql-wasm.wasm'),
      folder: folder.uri.fsPath,
      writer: `editor-${randomUUID()}`,
      poll: vscode.workspace
        .getConfiguration('runstone', folder.uri)
        .get<'auto' | 'always'>('polling', 'auto'),
    });
    const catalog = new FolderCatalog(folder, client);
    client.onChanged((notice) => this.#changed.fire({ catalog, notice }));
    client.onStatus((status) => {
      catalog.status = status;
      this.#status.fire(catalog);
    });
    client.onLog(({ level, message }) => this.#log[level](`${folder.name}: ${message}`));
    this.#clients.set(key, { catalog, client });
    const began = Date.now();
    client.start().then(
      (status) => this.#log.info(`${folder.name}: ${status.runs} runs, ready in ${Date.now() - began} ms.`),
      (error: unknown) => this.#sayUnavailable(catalog, error),
    );
    return catalog;
  }

  #sayUnavailable(catalog: FolderCatalog, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The runs of ${catalog.folder.name} cannot be read: ${reason.replace(/\.?$/, '.')} “Runstone: Show Log” says more; reload the window to try again.`;
    this.#log.error(message);
    catalog.status ??= { ...nothingRead, state: 'unavailable', message };
    this.#status.fire(catalog);
  }

  async #close(key: string): Promise<void> {
    const known = this.#clients.get(key);
    this.#clients.delete(key);
    await known?.client.close();
  }

  /** Saves all catalogs: awaited when the window closes. */
  async close(): Promise<void> {
    await Promise.all([...this.#clients.keys()].map((key) => this.#close(key)));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#status.dispose();
    this.#folders.dispose();
    void this.close();
  }
}
