import type { ColumnId } from '../domain/column.ts';
import type { CatalogContract, CellValue, ColumnInfo, RunFilter, TablePage } from '../protocol/catalog.ts';
import type { ColumnChanges } from './column-changes.ts';
import { ColumnFacts } from './column-facts.ts';
import { listColumns } from './column-list.ts';
import type { SqlDatabase } from './database.ts';
import { attributeOf } from './run-attributes.ts';
import type { RunQuery } from './run-query.ts';
import { fromStored } from './run-store.ts';
import { findColumn, orderRuns } from './table-order.ts';

/** The runs table: order and totals for a filter are kept until the catalog changes. */
export class TableQuery {
  readonly #database: SqlDatabase;
  readonly #runs: RunQuery;
  readonly #facts: ColumnFacts;
  readonly #orders = new Map<string, Int32Array>();
  readonly #columnLists = new Map<string, ColumnInfo[]>();
  #cachedVersion = -1;

  constructor(database: SqlDatabase, runs: RunQuery, changes: ColumnChanges) {
    this.#database = database;
    this.#runs = runs;
    this.#facts = new ColumnFacts(database, changes);
  }

  page(question: CatalogContract['table']['params'], version: number, nowMs: number): TablePage {
    this.#forgetOld(version);
    const running = this.#runs.runningRefs(nowMs);
    const order = this.#order(question, running);
    const refs = [...order.subarray(question.offset, question.offset + question.limit)];
    const facts = question.columns.map((column) => this.#facts.find(question.filter, column));
    return {
      version,
      total: order.length,
      running: order.reduce((count, ref) => count + (running.has(ref) ? 1 : 0), 0),
      offset: question.offset,
      rows: this.#rows(refs, question.columns, nowMs),
      best: facts.map((fact) => fact.best),
      decimals: facts.map((fact) => fact.decimals),
    };
  }

  #forgetOld(version: number): void {
    if (version === this.#cachedVersion) return;
    this.#cachedVersion = version;
    this.#orders.clear();
    this.#columnLists.clear();
  }

  #order(
    { filter, sort }: Pick<CatalogContract['table']['params'], 'filter' | 'sort'>,
    running: ReadonlySet<number>,
  ): Int32Array {
    const cacheKey = JSON.stringify([filter, sort]);
    let order = this.#orders.get(cacheKey);
    if (!order) {
      order = orderRuns(this.#database, filter, sort, running);
      this.#orders.set(cacheKey, order);
    }
    return order;
  }

  #rows(runRefs: readonly number[], columns: readonly ColumnId[], nowMs: number): TablePage['rows'] {
    const summaries = this.#runs.summaries(runRefs, nowMs);
    const cells = this.#cells(runRefs, columns);
    return runRefs.flatMap((runRef, i) => {
      const known = summaries.get(runRef);
      if (!known) return [];
      const own = cells.slice(i * columns.length, (i + 1) * columns.length);
      for (const [j, column] of columns.entries()) {
        if (column.group === 'attribute') own[j] = attributeOf(known.row, known.summary, column.key, nowMs);
      }
      return [{ run: known.summary, cells: own }];
    });
  }

  /** Row by row, null where a run has no value: one question for the whole page. */
  #cells(runRefs: readonly number[], columns: readonly ColumnId[]): CellValue[] {
    const cells = new Array<CellValue>(runRefs.length * columns.length).fill(null);
    const columnRefs = columns.map((column) => findColumn(this.#database, column) ?? null);
    if (!columnRefs.some((ref) => ref !== null)) return cells;
    const rows = this.#database.tuples(
      `SELECT asked_run.key, asked_column.key, c.type, c.number, c.text
       FROM json_each(?) asked_column CROSS JOIN json_each(?) asked_run
       CROSS JOIN cells c ON c.column_ref = asked_column.value AND c.run_ref = asked_run.value`,
      [JSON.stringify(columnRefs), JSON.stringify(runRefs)],
    );
    for (const [row, column, type, number, text] of rows)
      cells[Number(row) * columns.length + Number(column)] = fromStored(type, number, text);
    return cells;
  }

  columns(filter: RunFilter, version: number): ColumnInfo[] {
    this.#forgetOld(version);
    const cacheKey = JSON.stringify(filter);
    let columns = this.#columnLists.get(cacheKey);
    if (!columns) {
      columns = listColumns(this.#database, filter);
      this.#columnLists.set(cacheKey, columns);
    }
    return columns;
  }
}
