import * as vscode from 'vscode';
import { serveRpc } from '../../base/rpc.ts';
import type { RunId } from '../../domain/run.ts';
import {
  type CompareContract,
  compareValidators,
  type HostNotice,
  type PageCommand,
} from '../../protocol/compare.ts';
import type { Catalogs, FolderCatalog } from '../catalogs.ts';
import type { Selection } from '../selection.ts';
import { comparePage } from './html.ts';

export const viewType = 'runstone.compare';

/** The compare panels: at most one for each folder, restored when the window is reloaded. */
export class ComparePanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #root: vscode.Uri;
  readonly #catalogs: Catalogs;
  readonly #selection: Selection;
  readonly #log: vscode.LogOutputChannel;
  readonly #runCommand: (command: PageCommand, catalog: FolderCatalog, runId: RunId | null) => Promise<void>;
  readonly #panels = new Map<string, vscode.WebviewPanel>();
  readonly #registration: vscode.Disposable;

  constructor(
    extensionUri: vscode.Uri,
    catalogs: Catalogs,
    selection: Selection,
    log: vscode.LogOutputChannel,
    runCommand: (command: PageCommand, catalog: FolderCatalog, runId: RunId | null) => Promise<void>,
  ) {
    this.#root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    this.#catalogs = catalogs;
    this.#selection = selection;
    this.#log = log;
    this.#runCommand = runCommand;
    this.#registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  show(catalog: FolderCatalog): void {
    const known = this.#panels.get(catalog.folder.uri.toString());
    if (known) {
      known.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(viewType, this.#title(catalog), vscode.ViewColumn.Active);
    this.#attach(panel, catalog);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const folder = (state as { folder?: unknown } | null)?.folder;
    const catalog =
      (typeof folder === 'string' ? this.#catalogs.find(folder) : undefined) ?? this.#catalogs.all()[0];
    if (catalog) this.#attach(panel, catalog);
    else panel.dispose();
  }

  #title(catalog: FolderCatalog): string {
    return (vscode.workspace.workspaceFolders?.length ?? 0) > 1
      ? `Compare Runs: ${catalog.folder.name}`
      : 'Compare Runs';
  }

  #attach(panel: vscode.WebviewPanel, catalog: FolderCatalog): void {
    const folder = catalog.folder.uri.toString();
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [this.#root] };
    panel.iconPath = new vscode.ThemeIcon('graph-line') as unknown as vscode.Uri;
    this.#panels.set(folder, panel);
    const tell = (notice: HostNotice) => {
      // A hidden page is told nothing: it asks again when it is shown.
      if (panel.visible) void webview.postMessage(notice);
    };
    const subscriptions = [
      this.#serve(webview, catalog),
      this.#catalogs.onChanged((changed) => {
        if (changed.catalog !== catalog) return;
        const { version, runIds, columnsChanged } = changed.notice;
        tell({ notice: 'changed', version, runIds: runIds ? [...runIds] : null, columnsChanged });
      }),
      this.#catalogs.onStatus((changed) => {
        if (changed === catalog && catalog.status) tell({ notice: 'status', status: catalog.status });
      }),
      this.#selection.onChanged((changed) => {
        if (changed === folder) tell({ notice: 'selection', selection: [...this.#selection.of(folder)] });
      }),
    ];
    panel.onDidDispose(() => {
      this.#panels.delete(folder);
      for (const subscription of subscriptions) subscription.dispose();
    });
    webview.html = comparePage(webview, this.#root);
  }

  #serve(webview: vscode.Webview, catalog: FolderCatalog): vscode.Disposable {
    const folder = catalog.folder.uri.toString();
    const port = {
      post: (message: unknown) => void webview.postMessage(message),
      onMessage: (listener: (message: unknown) => void) => webview.onDidReceiveMessage(listener),
    };
    return serveRpc<CompareContract>(
      port,
      {
        ready: async () => ({
          folder,
          folderName: catalog.folder.name,
          status: await catalog.call('status', {}),
          selection: this.#selection.of(folder),
        }),
        table: (question, signal) => catalog.call('table', question, signal),
        columns: (question, signal) => catalog.call('columns', question, signal),
        series: (request, signal) => catalog.call('series', request, signal),
        select: async ({ runIds, selected }) => ({
          selection: await this.#selection.set(folder, runIds, selected),
        }),
        setDirection: async ({ key, direction }) => {
          await catalog.call('record', { facts: [{ type: 'metric.direction', key, direction }] });
          return {};
        },
        command: async ({ command, runId }) => {
          await this.#runCommand(command, catalog, runId);
          return {};
        },
        copy: async ({ text }) => {
          await vscode.env.clipboard.writeText(text);
          return {};
        },
      },
      compareValidators,
      (method, error) => this.#log.error(`Compare panel, ${method}: ${String(error)}`),
    );
  }

  dispose(): void {
    this.#registration.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
  }
}
