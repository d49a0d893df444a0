import { type ColumnId, columnName } from '../../src/domain/column.ts';
import type { CellValue, RunFilter, RunSummary, SortKey, TablePage } from '../../src/protocol/catalog.ts';
import { Latest } from '../compare/latest.ts';

export interface RowQuery {
  readonly filter: RunFilter;
  readonly sort: readonly SortKey[];
}

/** Rows `from` up to but without `to`, and the columns of which something is seen. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
  readonly columns: readonly ColumnId[];
}

export interface TableQuestion extends RowQuery {
  readonly columns: readonly ColumnId[];
  readonly offset: number;
  readonly limit: number;
}

export interface KnownRow {
  readonly run: RunSummary;
  readonly cells: ReadonlyMap<string, CellValue>;
}

interface HeldRow {
  run: RunSummary;
  cells: Map<string, CellValue>;
  generation: number;
}

const mostHeld = 1500;

/**
 * Rows of the table as far as they are known. It asks for what is in sight and nothing more, keeps showing
 * what it has until newer facts come, and forgets what is far away.
 */
export class RowSource {
  readonly #fetch: (question: TableQuestion, signal: AbortSignal) => Promise<TablePage>;
  readonly #changed: () => void;
  readonly #latest: Latest;
  readonly #rows = new Map<number, HeldRow>();
  readonly #best = new Map<string, number | null>();
  readonly #decimals = new Map<string, number | null>();
  #query: RowQuery = { filter: { archived: 'without' }, sort: [] };
  #window: RowWindow = { from: 0, to: 0, columns: [] };
  /** Grows when the answers that are held have become old; rows of an older one are asked for again. */
  #generation = 0;
  /** The generation from which on positions mean the same run: rows from before are dropped with the first answer. */
  #epoch = 0;
  #total: number | undefined;
  #running = 0;

  constructor(
    fetch: (question: TableQuestion, signal: AbortSignal) => Promise<TablePage>,
    changed: () => void,
    failed: (error: unknown) => void,
  ) {
    this.#fetch = fetch;
    this.#changed = changed;
    this.#latest = new Latest(failed);
  }

  /** How many runs match; undefined before the first answer. */
  get total(): number | undefined {
    return this.#total;
  }

  /** How many of those that match are running. */
  get running(): number {
    return this.#running;
  }

  /** Grows when positions may mean other runs, because something else was asked for. */
  get epoch(): number {
    return this.#epoch;
  }

  row(index: number): KnownRow | undefined {
    return this.#rows.get(index);
  }

  /** The first rows, as far as they are known. */
  *leading(count: number): Iterable<KnownRow> {
    for (let index = 0; index < count; index++) {
      const row = this.#rows.get(index);
      if (row) yield row;
    }
  }

  indexOf(runId: string): number | undefined {
    for (const [index, row] of this.#rows) if (row.run.runId === runId) return index;
    return undefined;
  }

  best(name: string): number | null {
    return this.#best.get(name) ?? null;
  }

  decimals(name: string): number | null {
    return this.#decimals.get(name) ?? null;
  }

  /** Whether anything is known of how the numbers of a column are written. */
  hasScale(name: string): boolean {
    return this.#decimals.has(name);
  }

  setQuery(query: RowQuery): void {
    this.#query = query;
    this.#generation += 1;
    this.#epoch = this.#generation;
    this.#latest.replace((signal) => this.#ask(signal));
  }

  /** Something changed in the catalog: what is in sight is asked for again. */
  refresh(): void {
    this.#generation += 1;
    this.#latest.ask((signal) => this.#ask(signal));
  }

  /** Says what is in sight. */
  see(window: RowWindow): void {
    this.#window = window;
    if (this.#generation > 0 && !this.#isCovered()) this.#latest.ask((signal) => this.#ask(signal));
  }

  dispose(): void {
    this.#latest.dispose();
  }

  #isCovered(): boolean {
    const { from, to, columns } = this.#window;
    if (this.#total === undefined) return false;
    const names = columns.map(columnName);
    for (let index = from; index < Math.min(to, this.#total); index++) {
      const row = this.#rows.get(index);
      if (!row || row.generation < this.#generation || names.some((name) => !row.cells.has(name)))
        return false;
    }
    return true;
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { from, to, columns } = this.#window;
    const generation = this.#generation;
    // Half a screen more on both sides, so that slow scrolling never shows an empty row.
    const spare = Math.max(10, Math.ceil((to - from) / 2));
    const offset = Math.max(0, from - spare);
    const limit = to - offset + spare;
    const page = await this.#fetch({ ...this.#query, columns, offset, limit }, signal);
    if (signal.aborted) return;
    this.#take(page, columns.map(columnName), generation);
    this.#changed();
    if (!this.#isCovered()) this.#latest.ask((next) => this.#ask(next));
  }

  #take(page: TablePage, names: readonly string[], generation: number): void {
    if ([...this.#rows.values()].some((row) => row.generation < this.#epoch)) this.#rows.clear();
    this.#total = page.total;
    this.#running = page.running;
    for (const index of [...this.#rows.keys()]) if (index >= page.total) this.#rows.delete(index);
    for (const [at, name] of names.entries()) {
      this.#best.set(name, page.best[at] ?? null);
      this.#decimals.set(name, page.decimals[at] ?? null);
    }
    for (const [at, { run, cells }] of page.rows.entries()) {
      const held = this.#rows.get(page.offset + at);
      const isSame = held?.generation === generation && held.run.runId === run.runId;
      const values = isSame ? held.cells : new Map<string, CellValue>();
      for (const [place, name] of names.entries()) values.set(name, cells[place] ?? null);
      this.#rows.set(page.offset + at, { run, cells: values, generation });
    }
    this.#forgetFarRows();
  }

  #forgetFarRows(): void {
    if (this.#rows.size <= mostHeld) return;
    const middle = (this.#window.from + this.#window.to) / 2;
    for (const index of [...this.#rows.keys()])
      if (Math.abs(index - middle) > mostHeld / 2 && index > 8) this.#rows.delete(index);
  }
}
