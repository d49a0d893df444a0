import type { ColumnInfo, RunFilter } from '../protocol/catalog.ts';
import { directionOf } from './column-facts.ts';
import type { SqlDatabase } from './database.ts';
import { filterCondition } from './run-filter.ts';

/** Different values are counted up to here. */
const mostDistinct = 1000;

/** All columns in which some run of the filter has a value. */
export function listColumns(database: SqlDatabase, filter: RunFilter): ColumnInfo[] {
  const { sql, parameters } = filterCondition(filter);
  // Most runs pass most filters: leaving out the others is cheaper than joining each cell to its run. Different values
  // are looked for only until there are enough of them.
  const rows = database.all(
    `WITH left_out AS MATERIALIZED (SELECT r.run_ref FROM runs r WHERE (${sql}) IS NOT TRUE)
     SELECT k.group_name, k.key, counted.*,
            (SELECT COUNT(*) FROM (
               SELECT DISTINCT COALESCE(c.text, c.number) AS value FROM cells c
               WHERE c.column_ref = k.column_ref AND c.type <> 'null' AND value IS NOT NULL AND c.run_ref NOT IN left_out
               LIMIT ${mostDistinct})) AS distinct_values
     FROM (SELECT c.column_ref, COUNT(*) AS runs, MIN(c.number) AS min, MAX(c.number) AS max, SUM(c.type = 'text') AS texts
           FROM cells c WHERE c.type <> 'null' AND c.run_ref NOT IN left_out GROUP BY c.column_ref) counted
     JOIN columns k USING (column_ref) ORDER BY k.group_name, k.key`,
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
