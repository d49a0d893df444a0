import type { ColumnInfo, RunFilter } from '../protocol/catalog.ts';
import { directionOf } from './column-facts.ts';
import type { SqlDatabase } from './database.ts';
import { filterCondition } from './run-filter.ts';

/** Different values are counted up to here. */
const mostDistinct = 1000;

/** All columns in which some run of the filter has a value. */
export function listColumns(database: SqlDatabase, filter: RunFilter): ColumnInfo[] {
  const { sql, parameters } = filterCondition(filter);
  const rows = database.all(
    `SELECT k.group_name, k.key, COUNT(*) AS runs, MIN(${mostDistinct}, COUNT(DISTINCT COALESCE(c.text, c.number))) AS distinct_values,
            MIN(c.number) AS min, MAX(c.number) AS max, SUM(c.type = 'text') AS texts
     FROM cells c JOIN columns k USING (column_ref) JOIN runs r USING (run_ref)
     WHERE c.type <> 'null' AND ${sql} GROUP BY k.column_ref ORDER BY k.group_name, k.key`,
    [...parameters],
  );
  return rows.map((row): ColumnInfo => {
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
      direction: group === 'metric' ? directionOf(database, key) : 'none',
    };
  });
}
