import * as vscode from 'vscode';
import type { RunId } from '../../domain/run.ts';
import type { ExperimentSummary } from '../../protocol/catalog.ts';
import type { Catalogs, ChangedNotice, FolderCatalog } from '../catalogs.ts';
import { setContext } from '../contexts.ts';
import type { Selection } from '../selection.ts';
import { isExpanded, makeItem } from './items.ts';
import { defaultListOptions, describeList, type ListOptions, sortChoices } from './list-options.ts';
import {
  type ExperimentNode,
  experimentNode,
  type FolderNode,
  folderNode,
  moreNode,
  type Node,
  type RunNode,
  runChildren,
  runNode,
  runNodeId,
} from './nodes.ts';
import { findMessage, findRunsState } from './runs-state.ts';
import { runTooltip } from './tooltip.ts';
import { TreeReading } from './tree-reading.ts';

const runsAtOnce = 200;
/** The most rows the catalog gives in one answer. */
const mostRuns = 10_000;
/** Live runs refresh the tree at most this often. */
const refreshEveryMs = 500;
const soonMs = 50;
/** Ages are written in minutes at best. */
const agesEveryMs = 60_000;

/** The view Runs: folders where there are several, experiments, runs, and what each run holds. */
export class RunsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #catalogs: Catalogs;
  readonly #selection: Selection;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: vscode.TreeView<Node>;
  readonly #subscriptions: vscode.Disposable[] = [];
  /** The runs on show, by their row's id. */
  readonly #runNodes = new Map<string, RunNode>();
  /** Whether the box of a row is drawn ticked. */
  readonly #shownTicks = new Map<string, boolean>();
  /** How many runs of an experiment are listed, where it is not the usual number. */
  readonly #listed = new Map<string, number>();
  readonly #agesTimer: NodeJS.Timeout;
  #refreshTimer: NodeJS.Timeout | undefined;
  #lastRefreshMs = Number.NEGATIVE_INFINITY;
  #stale = new Set<string>();
  #staleAll = false;
  #options: ListOptions = defaultListOptions;
  readonly #reading = new TreeReading();

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
      catalogs.onStatus(() => this.#showStatus()),
      selection.onChanged(() => this.#refreshTicks()),
      this.view.onDidChangeCheckboxState(({ items }) => this.#tick(items)),
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible && (this.#staleAll || this.#stale.size > 0)) this.#refreshSoon();
      }),
    );
    this.#agesTimer = setInterval(() => this.refresh(), agesEveryMs);
  }

  get options(): ListOptions {
    return this.#options;
  }

  setOptions(change: Partial<ListOptions>): void {
    this.#options = { ...this.#options, ...change };
    this.view.description = describeList(this.#options);
    setContext('isFiltered', this.#options.text !== '');
    setContext('showsArchived', this.#options.archived !== 'without');
    this.refresh();
  }

  showMore(catalog: FolderCatalog, experiment: string): void {
    const key = listKey(catalog, experiment);
    this.#listed.set(key, (this.#listed.get(key) ?? runsAtOnce) + runsAtOnce * 5);
    this.refresh();
  }

  refresh(): void {
    this.#staleAll = true;
    this.#refreshSoon();
  }

  /** Selects the row of a run; what the list hides is shown first. Answers whether there is such a run. */
  async reveal(catalog: FolderCatalog, runId: RunId): Promise<boolean> {
    const run = await catalog.call('run', { runId });
    if (!run) return false;
    const id = runNodeId(catalog, runId);
    if (!this.#runNodes.has(id)) {
      this.#listed.set(listKey(catalog, run.experiment), mostRuns);
      this.setOptions({ text: '', ...(run.archived && { archived: 'with' }) });
      this.#changed.fire(undefined);
    }
    const experiments = await this.#experimentsOf(catalog);
    const experiment = experiments.find(({ name }) => name === run.experiment);
    if (!experiment) return false;
    const folder = this.#catalogs.all().length > 1 ? folderNode(catalog, 1) : undefined;
    const node = this.#runNodes.get(id) ?? runNode(experimentNode(folder, catalog, experiment), run);
    await this.view.reveal(node, { select: true, focus: true, expand: true });
    return true;
  }

  #receive(catalog: FolderCatalog, { runIds }: ChangedNotice): void {
    const ids = runIds?.map((runId) => runNodeId(catalog, runId));
    if (ids?.every((id) => this.#runNodes.has(id))) for (const id of ids) this.#stale.add(id);
    else this.#staleAll = true;
    this.#refreshSoon();
  }

  /** What comes after a quiet time is shown at once. */
  #refreshSoon(): void {
    const waitMs = Math.max(soonMs, this.#lastRefreshMs + refreshEveryMs - performance.now());
    this.#refreshTimer ??= setTimeout(() => {
      this.#refreshTimer = undefined;
      if (this.#reading.isUnderWay) return this.#refreshSoon();
      // A hidden view asks again when it is shown.
      if (this.view.visible && this.#reading.hasBegun) void this.#refreshNow().catch(() => this.refresh());
    }, waitMs);
  }

  async #refreshNow(): Promise<void> {
    this.#lastRefreshMs = performance.now();
    const stale = this.#stale;
    this.#stale = new Set();
    if (this.#staleAll || stale.size > 20) {
      this.#staleAll = false;
      this.#changed.fire(undefined);
      return;
    }
    for (const id of stale) await this.#refreshRun(id);
  }

  async #refreshRun(id: string): Promise<void> {
    const node = this.#runNodes.get(id);
    if (!node) return;
    const { catalog, run: before } = node;
    const run = await catalog.call('run', { runId: before.runId });
    const isInPlace =
      run && run.status === before.status && run.name === before.name && run.archived === before.archived;
    if (!isInPlace) {
      // Its experiment counts it, and may list it elsewhere.
      this.refresh();
      return;
    }
    Object.assign(node, { run });
    this.#changed.fire(node);
  }

  #showStatus(): void {
    const statuses = this.#catalogs.statuses();
    const running = statuses.reduce((sum, status) => sum + status.running, 0);
    this.view.badge = running
      ? { value: running, tooltip: `${running} ${running === 1 ? 'run is' : 'runs are'} training` }
      : undefined;
    this.view.message = findMessage(statuses) ?? '';
  }

  /** A row that is drawn anew loses a click that arrives meanwhile: only rows whose box is wrong are touched. */
  #refreshTicks(): void {
    for (const [id, shown] of this.#shownTicks) {
      const node = this.#runNodes.get(id);
      if (node && this.#isTicked(node) !== shown) this.#stale.add(id);
    }
    if (this.#stale.size > 0) this.#refreshSoon();
  }

  #tick(items: readonly [Node, vscode.TreeItemCheckboxState][]): void {
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    for (const [node, state] of items) {
      if (node.kind === 'run')
        this.#shownTicks.set(runNodeId(node.catalog, node.run.runId), state === Checked);
    }
    for (const state of [Checked, Unchecked]) {
      const runs = items.flatMap(([node, now]) => (node.kind === 'run' && now === state ? [node] : []));
      for (const [catalog, nodes] of Map.groupBy(runs, (node) => node.catalog)) {
        const runIds = nodes.map((node) => node.run.runId);
        void this.#selection.set(catalog.folder.uri.toString(), runIds, state === Checked);
      }
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return makeItem(node, (run) => {
      const isTicked = this.#isTicked(run);
      this.#shownTicks.set(runNodeId(run.catalog, run.run.runId), isTicked);
      return isTicked;
    });
  }

  #isTicked({ catalog, run }: RunNode): boolean {
    return this.#selection.has(catalog.folder.uri.toString(), run.runId);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    if (node.kind !== 'run') return item;
    const detail = await node.catalog.call('run', { runId: node.run.runId });
    if (detail) item.tooltip = runTooltip(node.catalog, detail, Date.now());
    return item;
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    return this.#reading.answer(
      node?.id,
      () => this.#childrenOf(node),
      (children) => children.filter(isExpanded).map(({ id }) => id),
    );
  }

  async #childrenOf(node: Node | undefined): Promise<Node[]> {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'folder':
        return this.#experiments(node.catalog, node);
      case 'experiment':
        return this.#runs(node);
      case 'run': {
        const detail = await node.catalog.call('run', { runId: node.run.runId });
        return detail ? runChildren(node, detail) : [];
      }
      case 'group':
        return [...node.children];
      default:
        return [];
    }
  }

  async #roots(): Promise<Node[]> {
    this.#runNodes.clear();
    const catalogs = this.#catalogs.all();
    const lists = await Promise.all(catalogs.map((catalog) => this.#experimentsOf(catalog)));
    const listed = lists.reduce((sum, list) => sum + list.length, 0);
    const statuses = this.#catalogs.statuses();
    this.#showStatus();
    if (catalogs.length > 0)
      setContext('runsState', findRunsState({ statuses, listed, filterText: this.#options.text }));
    if (listed === 0) return [];
    if (catalogs.length > 1) return catalogs.map((catalog, i) => folderNode(catalog, lists[i]?.length ?? 0));
    return catalogs.flatMap((catalog, i) =>
      (lists[i] ?? []).map((experiment) => experimentNode(undefined, catalog, experiment)),
    );
  }

  async #experiments(catalog: FolderCatalog, parent: FolderNode): Promise<Node[]> {
    const experiments = await this.#experimentsOf(catalog);
    return experiments.map((experiment) => experimentNode(parent, catalog, experiment));
  }

  /** None while the catalog cannot be read: the view's message says why. */
  async #experimentsOf(catalog: FolderCatalog): Promise<readonly ExperimentSummary[]> {
    const { text, archived } = this.#options;
    try {
      return await catalog.call('experiments', { filter: { text, archived } });
    } catch {
      return [];
    }
  }

  async #runs(parent: ExperimentNode): Promise<Node[]> {
    const { catalog, experiment } = parent;
    const { text, archived, sort } = this.#options;
    const page = await catalog.call('table', {
      filter: { text, archived, experiment: experiment.name },
      sort: sortChoices[sort].sort,
      columns: [],
      offset: 0,
      limit: Math.min(mostRuns, this.#listed.get(listKey(catalog, experiment.name)) ?? runsAtOnce),
    });
    const nodes = page.rows.map(({ run }) => runNode(parent, run));
    for (const node of nodes) this.#runNodes.set(node.id, node);
    const hidden = page.total - nodes.length;
    return hidden > 0 ? [...nodes, moreNode(parent, hidden)] : nodes;
  }

  dispose(): void {
    clearTimeout(this.#refreshTimer);
    clearInterval(this.#agesTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function listKey(catalog: FolderCatalog, experiment: string): string {
  return `${catalog.folder.uri} ${experiment}`;
}
