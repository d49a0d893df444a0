// The runs as text, read from catalog.db as any SQLite program would.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import initSqlJs from 'sql.js';

/** @typedef {{ name: string, status: string, commit: string, params: Map<string, string>, metrics: Map<string, string> }} Run */

/**
 * @param {string} folder The project.
 * @returns {Promise<Run[] | undefined>} In the order they started; undefined while there is no catalog.
 */
export async function readRuns(folder) {
  const file = await readFile(path.join(folder, '.runstone', 'catalog.db')).catch(() => undefined);
  if (!file) return undefined;
  const { Database } = await initSqlJs();
  const database = new Database(file);
  try {
    const rows = (/** @type {string} */ sql) => database.exec(sql)[0]?.values ?? [];
    /** @type {Map<unknown, Run>} */
    const runs = new Map();
    for (const [id, name, status, commit, dirty] of rows(
      'SELECT run_id, name, status, commit_id, dirty FROM runs_overview ORDER BY started_utc, run_id',
    )) {
      const hash = commit ? String(commit).slice(0, 7) + (dirty ? ' +' : '') : '';
      runs.set(id, {
        name: String(name),
        status: String(status),
        commit: hash,
        params: new Map(),
        metrics: new Map(),
      });
    }
    for (const [id, key, value] of rows('SELECT run_id, key, value FROM params ORDER BY key')) {
      runs.get(id)?.params.set(String(key), String(value));
    }
    for (const [id, key, value] of rows('SELECT run_id, key, last_value FROM metrics ORDER BY key')) {
      runs.get(id)?.metrics.set(String(key), Number(value).toFixed(4));
    }
    return [...runs.values()];
  } finally {
    database.close();
  }
}

/** @param {readonly Run[]} runs @returns {string} Params that are equal in all runs stand under the table. */
export function formatRuns(runs) {
  const params = [...new Set(runs.flatMap((run) => [...run.params.keys()]))];
  const differing = params.filter((key) => new Set(runs.map((run) => run.params.get(key))).size > 1);
  const same = params.filter((key) => !differing.includes(key));
  const metrics = [...new Set(runs.flatMap((run) => [...run.metrics.keys()]))];
  const lines = [
    ['run', 'status', 'commit', ...differing, ...metrics],
    ...runs.map(({ name, status, commit, params, metrics: values }) => [
      name,
      status,
      commit,
      ...differing.map((key) => params.get(key) ?? ''),
      ...metrics.map((key) => values.get(key) ?? ''),
    ]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (/** @type {string} */ cell, /** @type {number} */ column) =>
    column < 3 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  const table = lines.map((line) => line.map(pad).join('  ').trimEnd());
  table.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  if (same.length > 0) {
    table.push('', `The same in all: ${same.map((key) => `${key} ${runs[0]?.params.get(key)}`).join(', ')}`);
  }
  if (runs.some((run) => run.commit.endsWith('+'))) table.push('+ with changes that were not committed');
  return table.join('\n');
}
