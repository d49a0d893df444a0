// The runs as text, asked of the catalog worker as the extension asks it.
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from '../setup/everything.mjs';

/** @typedef {{ name: string, status: string, commit: string, values: readonly string[] }} Run */
/** @typedef {{ columns: readonly { group: string, key: string }[], runs: readonly Run[] }} RunTable */

const everyRun = { archived: 'without' };

async function importCatalogClient() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(root, 'src', 'catalog', 'client.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

/**
 * @param {string} folder The project.
 * @returns {Promise<RunTable>} In the order they started; params come before metrics.
 */
export async function readRuns(folder) {
  const { CatalogClient } = await importCatalogClient();
  const client = new CatalogClient({
    workerPath: path.join(root, 'dist', 'catalog-worker.cjs'),
    wasmPath: path.join(root, 'dist', 'sql-wasm.wasm'),
    folder,
    writer: `demo-${process.pid}`,
    poll: 'auto',
  });
  try {
    const known = await client.call('columns', { filter: everyRun });
    const columns = ['param', 'metric'].flatMap((group) =>
      known.filter((column) => column.group === group).map(({ key }) => ({ group, key })),
    );
    const page = { columns, sort: [], offset: 0, limit: 1_000, filter: everyRun };
    const { rows } = await untilJudged(client, page);
    const runs = rows.toReversed().map(({ run, cells }) => ({
      name: run.name,
      status: run.status,
      commit: run.commit ? run.commit.slice(0, 7) + (run.dirty ? ' +' : '') : '',
      values: cells.map((cell, index) => formatCell(cell, columns[index].group)),
    }));
    return { columns, runs };
  } finally {
    await client.close();
  }
}

/** A killed training is called interrupted when its process has been missed for a few seconds. */
async function untilJudged(client, page) {
  const endMs = Date.now() + 8_000;
  for (;;) {
    const answer = await client.call('table', page);
    if (answer.running === 0 || Date.now() > endMs) return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** @param {number | string | boolean | null} cell @param {string} group */
function formatCell(cell, group) {
  if (cell === null) return '';
  return typeof cell === 'number' && group === 'metric' ? cell.toFixed(4) : String(cell);
}

/** @param {RunTable} table @returns {string} Params that are equal in all runs stand under the table. */
export function formatRuns({ columns, runs }) {
  const isSame = columns.map(
    ({ group }, index) => group === 'param' && new Set(runs.map((run) => run.values[index])).size === 1,
  );
  const shown = (/** @type {readonly string[]} */ cells) => cells.filter((_, index) => !isSame[index]);
  const lines = [
    ['run', 'status', 'commit', ...shown(columns.map(({ key }) => key))],
    ...runs.map(({ name, status, commit, values }) => [name, status, commit, ...shown(values)]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (/** @type {string} */ cell, /** @type {number} */ column) =>
    column < 3 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  const text = lines.map((line) => line.map(pad).join('  ').trimEnd());
  text.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  const same = columns.flatMap(({ key }, index) =>
    isSame[index] ? [`${key} ${runs[0]?.values[index]}`] : [],
  );
  if (same.length > 0) text.push('', `The same in all: ${same.join(', ')}`);
  if (runs.some((run) => run.commit.endsWith('+'))) text.push('+ with changes that were not committed');
  return text.join('\n');
}
