import type { ColumnId } from '../domain/column.ts';
import type { RunFilter, SortKey } from '../protocol/catalog.ts';
import type { SqlDatabase } from './database.ts';
import { attributeSql } from './run-attributes.ts';
import { filterCondition } from './run-filter.ts';

/** References of the runs that pass the filter, in order: empty values last, ties by newest first. */
export function orderRuns(
  database: SqlDatabase,
  filter: RunFilter,
  sort: readonly SortKey[],
  running: ReadonlySet<number>,
): Int32Array {
  const condition = filterCondition(filter);
  const joins: string[] = [];
  const joined: number[] = [];
  const keys: string[] = [];
  for (const [i, { column, descending }] of sort.entries()) {
    const way = descending ? 'DESC' : 'ASC';
    if (column.group === 'attribute') {
      const sql = Object.hasOwn(attributeSql, column.key) ? attributeSql[column.key] : undefined;
      if (sql !== undefined) keys.push(`(${sql}) IS NULL, (${sql}) COLLATE NOCASE ${way}`);
      continue;
    }
    const ref = findColumn(database, column);
    if (ref === undefined) continue;
    joins.push(`LEFT JOIN cells c${i} ON c${i}.column_ref = ? AND c${i}.run_ref = r.run_ref`);
    joined.push(ref);
    keys.push(
      `COALESCE(c${i}.number, c${i}.text) IS NULL, c${i}.number ${way}, c${i}.text COLLATE NOCASE ${way}`,
    );
  }
  const orderBy = [...keys, 'r.started_at_ms DESC', 'r.run_id DESC'].join(', ');
  const rows = database.tuples(
    `WITH running AS MATERIALIZED (SELECT value FROM json_each(?))
     SELECT r.run_ref FROM runs r ${joins.join(' ')} WHERE ${condition.sql} ORDER BY ${orderBy}`,
    [JSON.stringify([...running]), ...joined, ...condition.parameters],
  );
  return Int32Array.from(rows, ([ref]) => Number(ref));
}

/** undefined for the run's own columns, and for one that no run has. */
export function findColumn(database: SqlDatabase, column: ColumnId): number | undefined {
  if (column.group === 'attribute') return undefined;
  const row = database.one('SELECT column_ref AS ref FROM columns WHERE group_name = ? AND key = ?', [
    column.group,
    column.key,
  ]);
  return row ? Number(row['ref']) : undefined;
}
