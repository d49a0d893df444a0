import { type Disposable, DisposableStore } from '../../src/base/disposable.ts';
import { Emitter, type Event } from '../../src/base/emitter.ts';
import { exactText } from '../../src/domain/format.ts';
import type { RunId } from '../../src/domain/run.ts';
import type { CatalogStatus, RunFilter } from '../../src/protocol/catalog.ts';
import type { HostNotice } from '../../src/protocol/compare.ts';
import { attributeColumns } from '../table/attribute-columns.ts';
import { type ColumnIndex, defaultCharts, defaultColumns, indexColumns } from '../table/columns.ts';
import { RowSource, type TableQuestion } from '../table/row-source.ts';
import type { Host } from './host.ts';
import { Latest, Pace } from './latest.ts';
import { mostTicked, TickedRuns } from './ticked-runs.ts';
import { readViewState, type ViewState } from './view-state.ts';

export type Reveal = Extract<HostNotice, { notice: 'reveal' }>;

/** What did not work, and what the host said. */
export interface Failure {
  readonly title: string;
  readonly message: string;
}

/** Rows in which a run to be revealed is looked for at once. */
const searchChunk = 10_000;
/** How many of the first rows say which metrics matter. */
const leadingRows = 50;

/** What the page knows and what was arranged; the elements draw it and tell it what is wanted. */
export class CompareSession implements Disposable {
  readonly host: Host;
  readonly source: RowSource;
  readonly ticked: TickedRuns;
  readonly #changed = new Emitter<void>();
  readonly #reveals = new Emitter<Reveal>();
  readonly #store = new DisposableStore();
  readonly #columnsLatest: Latest;
  readonly #rowsPace: Pace;
  readonly #columnsPace: Pace;
  readonly #keepPace: Pace;
  readonly onChanged: Event<void> = this.#changed.event;
  readonly onReveal: Event<Reveal> = this.#reveals.event;
  view: ViewState;
  status: CatalogStatus | undefined;
  columns: ColumnIndex | undefined;
  /** Grows when the series of a ticked run changed. */
  seriesVersion = 0;
  /** Grows whenever rows came or changed. */
  rowsVersion = 0;
  /** What the host could not do or answer, for a person; null when all is well. */
  failure: Failure | null = null;
  #folder: string | undefined;

  constructor(host: Host) {
    this.host = host;
    this.view = readViewState(host.readState());
    const failed = (error: unknown) => this.fail(error);
    const fetch = (question: TableQuestion, signal: AbortSignal) => host.ask('table', question, signal);
    const rowsCame = () => {
      this.rowsVersion += 1;
      this.failure = null;
      this.#changed.fire();
    };
    this.source = this.#store.add(new RowSource(fetch, rowsCame, failed));
    this.ticked = this.#store.add(new TickedRuns(fetch, () => this.#changed.fire(), failed));
    this.#columnsLatest = this.#store.add(new Latest(failed));
    this.#rowsPace = this.#store.add(new Pace(250, () => this.source.refresh()));
    this.#columnsPace = this.#store.add(new Pace(1_000, () => this.#askColumns()));
    this.#keepPace = this.#store.add(new Pace(200, () => this.#keep()));
    this.#store.add(host.onNotice((notice) => this.#hear(notice)));
  }

  async start(): Promise<void> {
    try {
      const { folder, status, selection } = await this.host.ask('ready', {});
      this.#folder = folder;
      this.status = status;
      this.ticked.select(selection);
      this.failure = null;
      this.#keep();
      this.#askColumns();
      this.source.setQuery(this.#query());
    } catch (error) {
      this.fail(error);
    }
    this.#changed.fire();
  }

  /** Asks again for everything, after a failure. */
  retry(): void {
    this.failure = null;
    if (this.#folder === undefined) void this.start();
    else {
      this.#askColumns();
      this.source.setQuery(this.#query());
    }
    this.#changed.fire();
  }

  /** Asks again for rows and columns: something in them is known to be old. */
  refresh(): void {
    this.#askColumns();
    this.source.refresh();
  }

  arrange(change: Partial<ViewState>): void {
    const before = this.view;
    this.view = { ...before, ...change };
    const { text, archived, sort } = this.view;
    if (archived !== before.archived) this.#askColumns();
    if (text !== before.text || archived !== before.archived || sort !== before.sort)
      this.source.setQuery(this.#query());
    this.#keepPace.request();
    this.#changed.fire();
  }

  get filter(): RunFilter {
    const archived = this.view.archived ? 'with' : 'without';
    const text = this.view.text.trim();
    return text ? { text, archived } : { archived };
  }

  shownColumns(): readonly string[] {
    if (!this.columns) return [];
    const { columns } = this;
    if (this.view.columns) return this.view.columns.filter((name) => columns.has(name));
    return defaultColumns(columns, this.#headlines(), this.status?.runs ?? 0);
  }

  shownCharts(): readonly string[] {
    return this.view.charts ?? (this.columns ? defaultCharts(this.columns, this.#headlines()) : []);
  }

  async select(runIds: readonly RunId[], selected: boolean): Promise<void> {
    const { selection } = await this.host.ask('select', { runIds, selected });
    this.ticked.select(selection);
    this.#changed.fire();
  }

  /** The first runs of the table in its order, as many as can sensibly be ticked. */
  async leadingRunIds(): Promise<readonly RunId[]> {
    const page = await this.host.ask('table', {
      ...this.#query(),
      columns: [],
      offset: 0,
      limit: mostTicked,
    });
    return page.rows.map((row) => row.run.runId);
  }

  /** Where a run stands in the table, or undefined when it is not listed. */
  async locate(runId: RunId): Promise<number | undefined> {
    const known = this.source.indexOf(runId);
    if (known !== undefined) return known;
    for (let offset = 0; ; offset += searchChunk) {
      const page = await this.host.ask('table', {
        ...this.#query(),
        columns: [],
        offset,
        limit: searchChunk,
      });
      const at = page.rows.findIndex((row) => row.run.runId === runId);
      if (at >= 0) return offset + at;
      if (offset + searchChunk >= page.total) return undefined;
    }
  }

  /** A run as two lines with tabs, as spreadsheets take them: the shown columns and their exact values. */
  async rowText(runId: RunId): Promise<string> {
    const columns = this.shownColumns().flatMap((name) => this.columns?.get(name) ?? []);
    const filter = { runIds: [runId], archived: 'with' } as const;
    const ids = columns.map(({ group, key }) => ({ group, key }));
    const page = await this.host.ask('table', { filter, sort: [], columns: ids, offset: 0, limit: 1 });
    const line = (texts: readonly string[]) =>
      texts.map((text) => text.replace(/[\t\r\n]+/g, ' ')).join('\t');
    const [row] = page.rows;
    const values = row ? [row.run.name, ...row.cells.map(exactText)] : [];
    return [line(['run', ...columns.map(({ key }) => key)]), line(values)].join('\n');
  }

  dispose(): void {
    this.#keep();
    this.#store.dispose();
  }

  #query() {
    return { filter: this.filter, sort: this.view.sort };
  }

  #headlines(): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const { run } of this.source.leading(leadingRows)) if (run.headline) keys.add(run.headline.key);
    return keys;
  }

  #askColumns(): void {
    this.#columnsLatest.ask(async (signal) => {
      // Not narrowed by the words of the filter: columns should not come and go while a person types.
      const archived = this.view.archived ? 'with' : 'without';
      const columns = await this.host.ask('columns', { filter: { archived } }, signal);
      this.columns = indexColumns([...attributeColumns(this.status?.runs ?? 0), ...columns]);
      this.#changed.fire();
    });
  }

  #hear(notice: HostNotice): void {
    switch (notice.notice) {
      case 'changed':
        this.#rowsPace.request();
        if (notice.columnsChanged || notice.runIds === null || this.columns?.size === 0)
          this.#columnsPace.request();
        if (this.ticked.includesAny(notice.runIds)) {
          this.seriesVersion += 1;
          this.ticked.refresh();
        }
        break;
      case 'status':
        this.status = notice.status;
        break;
      case 'selection':
        this.ticked.select(notice.selection);
        break;
      case 'reveal':
        this.#reveals.fire(notice);
        break;
    }
    this.#changed.fire();
  }

  #keep(): void {
    if (this.#folder !== undefined) this.host.keepState({ folder: this.#folder, ...this.view });
  }

  fail(error: unknown, title = 'The runs could not be read.'): void {
    this.failure = { title, message: error instanceof Error ? error.message : String(error) };
    this.#changed.fire();
  }
}
