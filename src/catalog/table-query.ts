import type { ColumnId, MetricDirection } from '../domain/column.ts';
import { decimalsToTellApart } from '../domain/decimals.ts';
import { guessDirection } from '../domain/metric-direction.ts';
import type {
  CatalogContract,
  CellValue,
  ColumnInfo,
  RunFilter,
  SortKey,
  TablePage,
  TableRow,
} from '../protocol/catalog.ts';
import type { SqlDatabase } from './database.ts';
import { filterCondition, type RunQuery } from './run-query.ts';
import { fromStored } from './run-store.ts';

/** Values looked at to find how many decimals a column needs. */
const decimalsSample = 2000;

/** The run's own columns, as SQL over `runs r`. A running run's duration is counted to its last event. */
const attributes: Readonly<Record<string, string>> = {
  name: 'COALESCE(r.name, r.run_id)',
  status: 'r.status',
  started: 'r.started_at_ms',
  duration: 'COALESCE(r.ended_at_ms, r.last_event_at_ms) - r.started_at_ms',
  experiment: 'r.experiment',
  commit: 'COALESCE(r.snapshot_id, r.commit_id)',
  branch: 'r.branch',
  host: 'r.host',
  user: 'r.user_name',
  notes: 'r.notes',
};

/** The runs table: order and totals for a filter are kept until the catalog changes. */
export class TableQuery {
  readonly #database: SqlDatabase;
  readonly #runs: RunQuery;
  #cachedVersion = -1;
  readonly #orders = new Map<string, Int32Array>();
  readonly #facts = new Map<string, { best: number | null; decimals: number | null }>();
  #columnsCache: { key: string; columns: ColumnInfo[] } | undefined;

  constructor(database: SqlDatabase, runs: RunQuery) {
    this.#database = database;
    this.#runs = runs;
  }

  page(question: CatalogContract['table']['params'], version: number, nowMs: number): TablePage {
    this.#forgetOld(version);
    const order = this.#order(question.filter, question.sort);
    const running = this.#runs.runningRefs(nowMs);
    const refs = order.subarray(question.offset, question.offset + question.limit);
    const columnRefs = question.columns.map((column) => this.#columnRef(column));
    const facts = question.columns.map((column, i) =>
      this.#columnFacts(question.filter, column, columnRefs[i]),
    );
    return {
      version,
      total: order.length,
      running: order.reduce((count, ref) => count + (running.has(ref) ? 1 : 0), 0),
      offset: question.offset,
      rows: Array.from(refs, (ref) => this.#row(ref, question.columns, columnRefs, nowMs)),
      best: facts.map((fact) => fact.best),
      decimals: facts.map((fact) => fact.decimals),
    };
  }

  #forgetOld(version: number): void {
    if (version === this.#cachedVersion) return;
    this.#cachedVersion = version;
    this.#orders.clear();
    this.#facts.clear();
    this.#columnsCache = undefined;
  }

  #columnRef(column: ColumnId): number | undefined {
    if (column.group === 'attribute') return undefined;
    const row = this.#database.one('SELECT column_ref AS ref FROM columns WHERE group_name = ? AND key = ?', [
      column.group,
      column.key,
    ]);
    return row ? Number(row['ref']) : undefined;
  }

  /** References of the runs that pass the filter, in order: empty values last, ties by newest first. */
  #order(filter: RunFilter, sort: readonly SortKey[]): Int32Array {
    const cacheKey = JSON.stringify([filter, sort]);
    const known = this.#orders.get(cacheKey);
    if (known) return known;
    const condition = filterCondition(filter);
    const joins: string[] = [];
    const joinParameters: number[] = [];
    const keys: string[] = [];
    for (const [i, { column, descending }] of sort.entries()) {
      const way = descending ? 'DESC' : 'ASC';
      if (column.group === 'attribute') {
        const sql = Object.hasOwn(attributes, column.key) ? attributes[column.key] : undefined;
        if (sql !== undefined) keys.push(`${sql} IS NULL, ${sql} COLLATE NOCASE ${way}`);
        continue;
      }
      const ref = this.#columnRef(column);
      if (ref === undefined) continue;
      joins.push(`LEFT JOIN cells c${i} ON c${i}.column_ref = ? AND c${i}.run_ref = r.run_ref`);
      joinParameters.push(ref);
      keys.push(
        `COALESCE(c${i}.number, c${i}.text) IS NULL, c${i}.number ${way}, c${i}.text COLLATE NOCASE ${way}`,
      );
    }
    const orderBy = [...keys, 'r.started_at_ms DESC', 'r.run_id DESC'].join(', ');
    const rows = this.#database.tuples(
      `SELECT r.run_ref FROM runs r ${joins.join(' ')} WHERE ${condition.sql} ORDER BY ${orderBy}`,
      [...joinParameters, ...condition.parameters],
    );
    const order = Int32Array.from(rows, ([ref]) => Number(ref));
    this.#orders.set(cacheKey, order);
    return order;
  }

  #row(
    runRef: number,
    columns: readonly ColumnId[],
    refs: readonly (number | undefined)[],
    nowMs: number,
  ): TableRow {
    const run = this.#runs.summary(runRef, nowMs);
    const cells = columns.map((column, i): CellValue => {
      if (column.group === 'attribute') {
        if (column.key === 'status') return run.status;
        if (column.key === 'duration')
          return (run.endedAtMs ?? Math.max(nowMs, run.lastEventAtMs)) - run.startedAtMs;
        return this.#attribute(runRef, column.key);
      }
      const ref = refs[i];
      const cell =
        ref === undefined
          ? undefined
          : this.#database.one('SELECT type, number, text FROM cells WHERE column_ref = ? AND run_ref = ?', [
              ref,
              runRef,
            ]);
      return cell ? fromStored(cell['type'], cell['number'], cell['text']) : null;
    });
    return { run, cells };
  }

  #attribute(runRef: number, key: string): CellValue {
    const sql = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    if (sql === undefined) return null;
    return (this.#database.one(`SELECT ${sql} AS value FROM runs r WHERE r.run_ref = ?`, [runRef])?.[
      'value'
    ] ?? null) as CellValue;
  }

  #columnFacts(filter: RunFilter, column: ColumnId, ref: number | undefined) {
    if (ref === undefined || column.group === 'param' || column.group === 'tag')
      return { best: null, decimals: null };
    const cacheKey = JSON.stringify([filter, ref]);
    let facts = this.#facts.get(cacheKey);
    if (!facts) {
      facts = this.#findColumnFacts(filter, column, ref);
      this.#facts.set(cacheKey, facts);
    }
    return facts;
  }

  #findColumnFacts(filter: RunFilter, column: ColumnId, ref: number) {
    const { sql, parameters } = filterCondition(filter);
    const from = `FROM cells c JOIN runs r USING (run_ref) WHERE c.column_ref = ? AND c.number IS NOT NULL AND ${sql}`;
    const numbers = this.#database
      .tuples(`SELECT c.number ${from} LIMIT ${decimalsSample}`, [ref, ...parameters])
      .map(([number]) => Number(number));
    const direction = column.group === 'metric' ? this.direction(column.key) : 'none';
    let best: number | null = null;
    if (direction !== 'none' && numbers.length > 1) {
      const aggregate = direction === 'higher' ? 'MAX' : 'MIN';
      best = this.#database.one(`SELECT ${aggregate}(c.number) AS best ${from}`, [ref, ...parameters])?.[
        'best'
      ] as number | null;
    }
    return { best, decimals: numbers.length > 0 ? decimalsToTellApart(numbers) : null };
  }

  direction(key: string): MetricDirection {
    const said = this.#database.one('SELECT direction FROM metric_directions WHERE key = ?', [key]);
    return said ? (said['direction'] as MetricDirection) : guessDirection(key);
  }

  columns(filter: RunFilter, version: number): ColumnInfo[] {
    this.#forgetOld(version);
    const cacheKey = JSON.stringify(filter);
    if (this.#columnsCache?.key === cacheKey) return this.#columnsCache.columns;
    const { sql, parameters } = filterCondition(filter);
    const rows = this.#database.all(
      `SELECT k.group_name, k.key, COUNT(*) AS runs, MIN(1000, COUNT(DISTINCT COALESCE(c.text, c.number))) AS distinct_values,
              MIN(c.number) AS min, MAX(c.number) AS max, SUM(c.type = 'text') AS texts
       FROM cells c JOIN columns k USING (column_ref) JOIN runs r USING (run_ref)
       WHERE c.type <> 'null' AND ${sql} GROUP BY k.column_ref ORDER BY k.group_name, k.key`,
      [...parameters],
    );
    const columns = rows.map((row): ColumnInfo => {
      const group = row['group_name'] as ColumnInfo['group'];
      const key = String(row['key']);
      const finite = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
      const isText = Number(row['texts']) > 0;
      return {
        group,
        key,
        type: isText ? 'text' : 'number',
        runs: Number(row['runs']),
        distinct: Number(row['distinct_values']),
        min: isText ? null : finite(row['min']),
        max: isText ? null : finite(row['max']),
        direction: group === 'metric' ? this.direction(key) : 'none',
      };
    });
    this.#columnsCache = { key: cacheKey, columns };
    return columns;
  }
}
