import * as vscode from 'vscode';
import { type Handlers, serveRpc } from '../../base/rpc.ts';
import { commandId } from '../../contributions/commands.ts';
import {
  type CompareContract,
  compareValidators,
  type HostNotice,
  packCompareResult,
} from '../../protocol/compare.ts';
import type { Catalogs, FolderCatalog } from '../catalogs.ts';
import type { RunReference } from '../run-reference.ts';
import type { Selection } from '../selection.ts';
import { comparePage } from './html.ts';
import { StartedRuns } from './started-runs.ts';

export const viewType = 'runstone.compare';

/** The compare panels: at most one for each folder, restored when the window is reloaded. */
export class ComparePanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #root: vscode.Uri;
  readonly #catalogs: Catalogs;
  readonly #selection: Selection;
  readonly #log: vscode.LogOutputChannel;
  readonly #icon: { readonly light: vscode.Uri; readonly dark: vscode.Uri };
  readonly #panels = new Map<string, vscode.WebviewPanel>();
  readonly #registration: vscode.Disposable;

  constructor(
    extensionUri: vscode.Uri,
    catalogs: Catalogs,
    selection: Selection,
    log: vscode.LogOutputChannel,
  ) {
    this.#root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', `compare-${theme}.svg`);
    this.#icon = { light: icon('light'), dark: icon('dark') };
    this.#catalogs = catalogs;
    this.#selection = selection;
    this.#log = log;
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
    panel.iconPath = this.#icon;
    this.#panels.set(folder, panel);
    const tell = (notice: HostNotice) => {
      // A hidden page is told nothing: it asks again when it is shown.
      if (panel.visible) void webview.postMessage(notice);
    };
    const subscriptions = [
      this.#serve(webview, catalog),
      new StartedRuns(catalog, this.#catalogs, this.#selection, (error) =>
        this.#log.warn(`A run that started was not ticked: ${String(error)}`),
      ),
      this.#catalogs.onChanged((changed) => {
        if (changed.catalog !== catalog) return;
        const { version, runIds, columnsChanged } = changed.notice;
        tell({ notice: 'changed', version, runIds: runIds ? [...runIds] : null, columnsChanged });
      }),
      this.#catalogs.onStatus((changed) => {
        if (changed === catalog && catalog.status) tell({ notice: 'status', status: catalog.status });
      }),
      this.#catalogs.onFolders(() => {
        if (!this.#catalogs.opened().includes(catalog)) panel.dispose();
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
    const port = {
      post: (message: unknown) => void webview.postMessage(message),
      onMessage: (listener: (message: unknown) => void) => webview.onDidReceiveMessage(listener),
    };
    return serveRpc<CompareContract>(
      port,
      packed(this.#handlers(catalog)),
      compareValidators,
      (method, error) => this.#log.error(`Compare panel, ${method}: ${String(error)}`),
    );
  }

  #handlers(catalog: FolderCatalog): Handlers<CompareContract> {
    const folder = catalog.folder.uri.toString();
    return {
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
        const args = runId === null ? [] : [{ folder, runId } satisfies RunReference];
        await vscode.commands.executeCommand(commandId(command), ...args);
        return {};
      },
      copy: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
        return {};
      },
    };
  }

  dispose(): void {
    this.#registration.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
  }
}

/** Answers travel as JSON: each is made fit for it. */
function packed(handlers: Handlers<CompareContract>): Handlers<CompareContract> {
  const methods = Object.entries(handlers) as [
    keyof CompareContract,
    (params: unknown, signal: AbortSignal) => Promise<never>,
  ][];
  return Object.fromEntries(
    methods.map(([method, handle]) => [
      method,
      async (params: unknown, signal: AbortSignal) => packCompareResult(method, await handle(params, signal)),
    ]),
  ) as unknown as Handlers<CompareContract>;
}
