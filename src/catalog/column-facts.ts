import type { ColumnId, MetricDirection } from '../domain/column.ts';
import { decimalsToTellApart } from '../domain/decimals.ts';
import { guessDirection } from '../domain/metric-direction.ts';
import type { RunFilter } from '../protocol/catalog.ts';
import type { ColumnChanges } from './column-changes.ts';
import type { SqlDatabase } from './database.ts';
import { filterCondition } from './run-filter.ts';
import { findColumn } from './table-order.ts';

/** Values looked at to find how many decimals a column needs. */
const decimalsSample = 500;
/** Facts of so many columns and filters are kept. */
const mostKept = 2000;

interface Facts {
  /** The best value among the runs of a filter. */
  readonly best: number | null;
  /** How many decimals tell them apart. */
  readonly decimals: number | null;
}

const none: Facts = { best: null, decimals: null };

/** What a table says of a whole column, for the runs of a filter. Kept until its cells or the runs change. */
export class ColumnFacts {
  readonly #database: SqlDatabase;
  readonly #changes: ColumnChanges;
  readonly #facts = new Map<string, { readonly version: string; readonly facts: Facts }>();

  constructor(database: SqlDatabase, changes: ColumnChanges) {
    this.#database = database;
    this.#changes = changes;
  }

  find(filter: RunFilter, column: ColumnId): Facts {
    if (column.group !== 'metric' && column.group !== 'system') return none;
    const ref = findColumn(this.#database, column);
    if (ref === undefined) return none;
    const cacheKey = JSON.stringify([filter, ref]);
    const version = this.#changes.versionOf(ref);
    const known = this.#facts.get(cacheKey);
    if (known?.version === version) return known.facts;
    const facts = this.#read(filter, column, ref);
    if (this.#facts.size >= mostKept) this.#facts.clear();
    this.#facts.set(cacheKey, { version, facts });
    return facts;
  }

  #read(filter: RunFilter, column: ColumnId, ref: number): Facts {
    const { sql, parameters } = filterCondition(filter);
    const from = `FROM cells c CROSS JOIN runs r USING (run_ref)
      WHERE c.column_ref = ? AND c.type = 'number' AND c.number IS NOT NULL AND ${sql}`;
    const sample = this.#database
      .tuples(`SELECT c.number ${from} LIMIT ${decimalsSample}`, [ref, ...parameters])
      .map(([number]) => Number(number));
    if (sample.length === 0) return none;
    return {
      best: sample.length > 1 ? this.#best(column, from, [ref, ...parameters]) : null,
      decimals: decimalsToTellApart(sample),
    };
  }

  #best(column: ColumnId, from: string, parameters: readonly (string | number | null)[]): number | null {
    const direction = column.group === 'metric' ? directionOf(this.#database, column.key) : 'none';
    if (direction === 'none') return null;
    const aggregate = direction === 'higher' ? 'MAX' : 'MIN';
    const row = this.#database.one(`SELECT ${aggregate}(c.number) AS best ${from}`, [...parameters]);
    return row?.['best'] as number | null;
  }
}

/** What a person has said, else what the name tells. */
export function directionOf(database: SqlDatabase, key: string): MetricDirection {
  const said = database.one('SELECT direction FROM metric_directions WHERE key = ?', [key]);
  return said ? (said['direction'] as MetricDirection) : guessDirection(key);
}
