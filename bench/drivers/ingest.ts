/**
 * Reads a journal as the extension does, in the editor's own Node: no catalog to begin with, the bundled worker, and the
 * clock stops when every point can be queried.
 *
 *     node ingest.mjs FOLDER DIST RUNS POINTS_A_RUN
 */
import path from 'node:path';
import { CatalogClient } from '../../src/catalog/client.ts';
import type { RunId } from '../../src/domain/run.ts';
import type { CatalogStatus } from '../../src/protocol/catalog.ts';

const [folder = '', dist = '', runs = '0', pointsARun = '0'] = process.argv.slice(2);

const client = new CatalogClient({
  workerPath: path.join(dist, 'catalog-worker.cjs'),
  wasmPath: path.join(dist, 'sql-wasm.wasm'),
  folder,
  writer: 'bench',
  poll: 'auto',
});
client.onLog(({ level, message }) => {
  if (level === 'warn' || level === 'error') console.error(message);
});

function isDone(status: CatalogStatus): boolean {
  return status.state === 'ready' && status.runs === Number(runs) && status.bytesRead === status.bytesTotal;
}

/** Fails unless all points are there: what is counted is what can be queried. */
async function check(): Promise<void> {
  const filter = { archived: 'without' } as const;
  const page = await client.call('table', { filter, sort: [], columns: [], offset: 0, limit: 10_000 });
  if (page.total !== Number(runs)) throw new Error(`${page.total} runs instead of ${runs}`);
  for (const index of [0, Math.floor(page.rows.length / 2), page.rows.length - 1]) {
    const runId = page.rows[index]?.run.runId as RunId;
    const run = await client.call('run', { runId });
    const points = run?.metrics.reduce((sum, metric) => sum + metric.count, 0);
    if (points !== Number(pointsARun)) throw new Error(`${points} points instead of ${pointsARun}`);
  }
}

const began = performance.now();
let firstRowsMs = 0;
const done = new Promise<void>((resolve) => {
  client.onStatus((status) => {
    if (isDone(status)) resolve();
  });
});
const status = await client.start();
firstRowsMs = performance.now() - began;
if (!isDone(status)) await done;
const readMs = performance.now() - began;
await check();
const beforeSave = performance.now();
await client.call('save', {});
const saveMs = performance.now() - beforeSave;
const memory = process.memoryUsage.rss();
await client.close();
console.log(JSON.stringify({ readMs, firstRowsMs, saveMs, memory }));
