import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RpcClient } from '../../src/base/rpc.ts';
import { CatalogClient } from '../../src/catalog/client.ts';
import type { CatalogContract } from '../../src/protocol/catalog.ts';
import { bundle, wasmPath } from './bundles.ts';
import { JournalWriter } from './journal-writer.ts';
import { Random } from './random.ts';
import { dumpTables, type TableDump } from './table-dump.ts';
import { Workspace } from './workspace.ts';

const rounds = 6;
/** Longer than a catalog needs to start and to read everything on a quick machine. */
const longestLifeMs = 700;

let workspace: Workspace;
let journal: JournalWriter;
beforeEach(() => {
  workspace = new Workspace();
  journal = new JournalWriter(workspace.folder);
});
afterEach(() => workspace.dispose());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Every other round has everything to read, the others go on from what was saved. */
function beginRound(round: number): void {
  journal.writeRun(round === 0 ? 20_000 : 1_000);
  if (round % 2 === 0) rmSync(path.join(workspace.store, 'catalog.db'), { force: true });
}

/** What the next start shows, and what it complains of. */
async function startAgain(): Promise<{ tables: TableDump; complaints: readonly string[] }> {
  const { catalog, complaints, read } = await workspace.open();
  await read();
  await catalog.close();
  return { tables: await dumpTables(workspace.folder), complaints };
}

async function expectSameAsRebuilt(): Promise<void> {
  const again = await startAgain();
  expect(again.complaints).toEqual([]);
  rmSync(path.join(workspace.store, 'catalog.db'));
  const rebuilt = await startAgain();
  expect(Object.keys(again.tables)).toEqual(Object.keys(rebuilt.tables));
  for (const [table, rows] of Object.entries(rebuilt.tables))
    expect(again.tables[table], table).toEqual(rows);
  expect(rebuilt.tables['points']?.length).toBe(journal.pointsWritten);
}

/** Resolves when the catalog is being written for the n-th time. */
async function savingBegins(times: number): Promise<void> {
  const seen = new Set<string>();
  const watcher = watch(workspace.store);
  const enough = new Promise<void>((resolve) => {
    watcher.on('change', (_, name) => {
      if (String(name).endsWith('.tmp')) seen.add(String(name));
      if (seen.size >= times) resolve();
    });
  });
  await Promise.race([
    enough,
    pause(60_000).then(() => Promise.reject(new Error('The catalog is never saved.'))),
  ]);
  watcher.close();
}

/** Writes on while the victim lives, so that there is always something to ingest and to save. */
async function whileWriting(life: Promise<unknown>): Promise<void> {
  let ended = false;
  const end = life.finally(() => {
    ended = true;
  });
  while (!ended) {
    journal.writePoints(100);
    await pause(20);
  }
  await end;
}

describe('a window that is killed', () => {
  let windowPath: string;
  let workerPath: string;
  beforeEach(async () => {
    [windowPath, workerPath] = await Promise.all([
      bundle('test/faults/window.ts'),
      bundle('src/catalog/worker.ts'),
    ]);
  });

  /** A window that has ended by itself is none that was killed. */
  async function kill(child: ChildProcess): Promise<void> {
    expect(child.exitCode).toBeNull();
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    expect(await gone).toEqual([null, 'SIGKILL']);
  }
  const openWindow = () =>
    spawn(process.execPath, [windowPath, workerPath, wasmPath, workspace.folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });

  it('while it reads the journal comes back as if everything were read anew', async () => {
    const random = new Random('windows killed while reading');
    for (let round = 0; round < rounds; round++) {
      beginRound(round);
      const child = openWindow();
      await whileWriting(pause(random.integer(50, longestLifeMs)));
      await kill(child);
      await expectSameAsRebuilt();
    }
  });

  it('while it saves the catalog comes back as if everything were read anew', async () => {
    const random = new Random('windows killed while saving');
    for (let round = 0; round < rounds; round++) {
      beginRound(round);
      const saving = savingBegins(random.integer(1, 2)).then(() => pause(random.integer(0, 4)));
      const child = openWindow();
      await whileWriting(saving);
      await kill(child);
      await expectSameAsRebuilt();
    }
  });
});

describe('a catalog worker that dies', () => {
  it('is started again, and shows what it would have shown', async () => {
    journal.writeRun(20_000);
    const lives = path.join(workspace.folder, 'lives');
    const dying = path.join(workspace.folder, 'dying.cjs');
    writeFileSync(lives, '');
    // Ends its thread a little later at each of its first three starts, as an engine that runs out of memory does.
    writeFileSync(
      dying,
      `const { appendFileSync, readFileSync } = require('node:fs');
       const lives = readFileSync(${JSON.stringify(lives)}, 'utf8').length;
       appendFileSync(${JSON.stringify(lives)}, '.');
       if (lives < 3) setTimeout(() => process.exit(1), 20 + lives * 60);
       require(${JSON.stringify(await bundle('src/catalog/worker.ts'))});`,
    );
    const { folder } = workspace;
    const client = new CatalogClient({ workerPath: dying, wasmPath, folder, writer: 'w', poll: 'always' });
    const said: string[] = [];
    client.onLog(({ level, message }) => level !== 'info' && said.push(message));
    const start = () => client.start().catch(() => undefined);
    await start();
    await expect.poll(() => readFileSync(lives, 'utf8').length, { timeout: 60_000 }).toBe(4);
    await expect.poll(async () => (await client.call('status', {})).state, { timeout: 60_000 }).toBe('ready');
    expect(said).toEqual(Array(3).fill('The catalog worker stopped with code 1; it is started again.'));
    await client.close();
    await expectSameAsRebuilt();
  });
});

describe('a catalog worker that is terminated', () => {
  async function startWorker(): Promise<{ worker: Worker; rpc: RpcClient<CatalogContract> }> {
    const worker = new Worker(await bundle('src/catalog/worker.ts'));
    const rpc = new RpcClient<CatalogContract>({
      post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
      onMessage: (listener) => {
        worker.on('message', listener);
        return { dispose: () => worker.off('message', listener) };
      },
    });
    return { worker, rpc };
  }

  it('at any moment comes back as if everything were read anew', async () => {
    const random = new Random('workers terminated');
    for (let round = 0; round < rounds; round++) {
      beginRound(round);
      const { worker, rpc } = await startWorker();
      const { folder } = workspace;
      const opened = rpc.call('open', { folder, wasmPath, writer: `worker-${round}`, poll: 'always' });
      const saves = opened.then(() => rpc.call('save', {})).catch(() => {});
      await whileWriting(pause(random.integer(10, longestLifeMs)));
      await worker.terminate();
      rpc.dispose();
      await saves;
      await expectSameAsRebuilt();
    }
  });
});
