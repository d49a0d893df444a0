import * as vscode from 'vscode';
import type { RunId } from '../../domain/run.ts';
import type { RunFilter, SortKey } from '../../protocol/catalog.ts';
import type { Catalogs, ChangedNotice, FolderCatalog } from '../catalogs.ts';
import type { Selection } from '../selection.ts';
import { makeItem, type Node, type RunNode, runGroups, runTooltip } from './items.ts';

const runsAtOnce = 200;
/** Live runs refresh the tree at most this often. */
const refreshEveryMs = 500;

export const sortChoices = {
  newest: { label: 'Newest first', sort: [] },
  name: { label: 'Name', sort: [{ column: { group: 'attribute', key: 'name' }, descending: false }] },
  duration: {
    label: 'Longest first',
    sort: [{ column: { group: 'attribute', key: 'duration' }, descending: true }],
  },
  status: { label: 'Status', sort: [{ column: { group: 'attribute', key: 'status' }, descending: false }] },
} as const satisfies Readonly<Record<string, { label: string; sort: readonly SortKey[] }>>;
export type SortChoice = keyof typeof sortChoices;

/** The view Runs: folders where there are several, experiments, runs, and what each run holds. */
export class RunsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #catalogs: Catalogs;
  readonly #selection: Selection;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: vscode.TreeView<Node>;
  readonly #subscriptions: vscode.Disposable[] = [];
  /** The rows on show, by the run they are about. */
  readonly #runNodes = new Map<string, RunNode>();
  readonly #shown = new Map<string, number>();
  #refreshTimer: NodeJS.Timeout | undefined;
  #stale = new Set<string>();
  #staleAll = false;
  #text = '';
  #archived: RunFilter['archived'] = 'without';
  #sort: SortChoice = 'newest';

  constructor(catalogs: Catalogs, selection: Selection) {
    this.#catalogs = catalogs;
    this.#selection = selection;
    this.view = vscode.window.createTreeView('runstone.runs', {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
      manageCheckboxStateManually: true,
    });
    this.#subscriptions.push(
      this.view,
      this.#changed,
      catalogs.onChanged(({ catalog, notice }) => this.#receive(catalog, notice)),
      catalogs.onFolders(() => this.refresh()),
      catalogs.onStatus(() => this.#showRunning()),
      selection.onChanged(() => this.refresh()),
      this.view.onDidChangeCheckboxState(({ items }) => this.#tick(items)),
    );
  }

  get filterText(): string {
    return this.#text;
  }

  setFilter(text: string): void {
    this.#text = text;
    this.view.description = text;
    void vscode.commands.executeCommand('setContext', 'runstone.isFiltered', text !== '');
    this.refresh();
  }

  setSort(sort: SortChoice): void {
    this.#sort = sort;
    this.refresh();
  }

  toggleArchived(): void {
    this.#archived = this.#archived === 'without' ? 'with' : 'without';
    this.refresh();
  }

  showMore(catalog: FolderCatalog, experiment: string): void {
    const key = `${catalog.folder.uri} ${experiment}`;
    this.#shown.set(key, (this.#shown.get(key) ?? runsAtOnce) + runsAtOnce * 5);
    this.refresh();
  }

  refresh(): void {
    this.#staleAll = true;
    this.#refreshSoon();
  }

  /** Selects the row of a run, when the tree shows it. */
  async reveal(runId: RunId): Promise<void> {
    await vscode.commands.executeCommand('runstone.runs.focus');
    const node = this.#runNodes.get(runId);
    if (node) await this.view.reveal(node, { select: true, focus: true, expand: true });
  }

  #receive(catalog: FolderCatalog, notice: ChangedNotice): void {
    const { runIds } = notice;
    const areKnown = runIds?.every((runId) => this.#runNodes.has(runId));
    if (runIds && areKnown) for (const runId of runIds) this.#stale.add(runId);
    else this.#staleAll = true;
    this.#refreshSoon();
    if (catalog.status) this.#showRunning();
  }

  #refreshSoon(): void {
    this.#refreshTimer ??= setTimeout(() => {
      this.#refreshTimer = undefined;
      void this.#refreshNow();
    }, refreshEveryMs);
  }

  async #refreshNow(): Promise<void> {
    const stale = this.#stale;
    this.#stale = new Set();
    if (this.#staleAll || stale.size > 20) {
      this.#staleAll = false;
      this.#changed.fire(undefined);
      return;
    }
    for (const runId of stale) {
      const node = this.#runNodes.get(runId);
      if (!node) continue;
      const run = await node.catalog.call('run', { runId: node.run.runId });
      if (run) Object.assign(node, { run });
      this.#changed.fire(run ? node : undefined);
    }
  }

  #showRunning(): void {
    const statuses = this.#catalogs.all().flatMap((catalog) => catalog.status ?? []);
    const running = statuses.reduce((sum, status) => sum + status.running, 0);
    this.view.badge = running
      ? { value: running, tooltip: `${running} ${running === 1 ? 'run is' : 'runs are'} training` }
      : undefined;
    const set = (key: string, value: boolean) =>
      vscode.commands.executeCommand('setContext', `runstone.${key}`, value);
    void set('isReady', statuses.length > 0);
    void set(
      'hasRuns',
      statuses.some((status) => status.runs > 0),
    );
  }

  #tick(items: readonly [Node, vscode.TreeItemCheckboxState][]): void {
    for (const [node, state] of items) {
      if (node.kind !== 'run') continue;
      const folder = node.catalog.folder.uri.toString();
      void this.#selection.set(folder, [node.run.runId], state === vscode.TreeItemCheckboxState.Checked);
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return makeItem(node, ({ catalog, run }) =>
      this.#selection.has(catalog.folder.uri.toString(), run.runId),
    );
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    if (node.kind !== 'run') return item;
    const detail = await node.catalog.call('run', { runId: node.run.runId });
    if (detail) item.tooltip = runTooltip(detail);
    return item;
  }

  getParent(): undefined {
    return undefined;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) {
      const catalogs = this.#catalogs.all();
      if (catalogs.length > 1) return catalogs.map((catalog) => ({ kind: 'folder', catalog }));
      return catalogs[0] ? this.#experiments(catalogs[0]) : [];
    }
    switch (node.kind) {
      case 'folder':
        return this.#experiments(node.catalog);
      case 'experiment':
        return this.#runs(node.catalog, node.experiment.name);
      case 'run': {
        const detail = await node.catalog.call('run', { runId: node.run.runId });
        return detail ? runGroups(node.catalog, detail) : [];
      }
      case 'group':
        return [...node.children];
      default:
        return [];
    }
  }

  async #experiments(catalog: FolderCatalog): Promise<Node[]> {
    const experiments = await catalog.call('experiments', {
      filter: { text: this.#text, archived: this.#archived },
    });
    this.#showRunning();
    return experiments.map((experiment) => ({ kind: 'experiment', catalog, experiment }));
  }

  async #runs(catalog: FolderCatalog, experiment: string): Promise<Node[]> {
    const limit = this.#shown.get(`${catalog.folder.uri} ${experiment}`) ?? runsAtOnce;
    const filter = { text: this.#text, archived: this.#archived, experiment };
    const { sort } = sortChoices[this.#sort];
    const page = await catalog.call('table', { filter, sort, columns: [], offset: 0, limit });
    const nodes = page.rows.map(({ run }): Node => {
      const node: RunNode = { kind: 'run', catalog, run };
      this.#runNodes.set(run.runId, node);
      return node;
    });
    const hidden = page.total - page.rows.length;
    return hidden > 0 ? [...nodes, { kind: 'more', catalog, experiment, hidden }] : nodes;
  }

  dispose(): void {
    clearTimeout(this.#refreshTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
