import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { CatalogClient } from '../../../src/catalog/client.ts';
import type { RunId } from '../../../src/domain/run.ts';
import type { CatalogNotice, CatalogStatus } from '../../../src/protocol/catalog.ts';
import { everything, JournalFixture, until, wasmPath } from './journal-fixture.ts';

const bundles = mkdtempSync(path.join(os.tmpdir(), 'runstone-worker-'));
const workerPath = path.join(bundles, 'worker.cjs');
const mortalPath = path.join(bundles, 'mortal.cjs');

beforeAll(async () => {
  await esbuild.build({
    entryPoints: ['src/catalog/worker.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.sql': 'text' },
    outfile: workerPath,
  });
  // The same worker, which dies when it is asked for one certain word.
  writeFileSync(
    mortalPath,
    `require('node:worker_threads').parentPort.on('message', (message) => {
       if (message.params?.filter?.text === 'die') process.exit(7);
     });
     require('./worker.cjs');`,
  );
}, 60_000);
afterAll(() => rmSync(bundles, { recursive: true }));

let fixture: JournalFixture;
let clients: CatalogClient[];
beforeEach(() => {
  fixture = new JournalFixture();
  clients = [];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await fixture.dispose();
});

function makeClient(worker = workerPath): CatalogClient {
  const client = new CatalogClient({
    workerPath: worker,
    wasmPath,
    folder: fixture.folder,
    writer: 'w',
    poll: 'auto',
  });
  clients.push(client);
  return client;
}

const ask = { filter: everything };
const die = (client: CatalogClient) =>
  client
    .call('experiments', { filter: { ...everything, text: 'die' } })
    .catch((error: Error) => error.message);

it('answers what is asked, curves as typed arrays that moved here', async () => {
  fixture.run('a', { losses: [3, 2, 1] });
  const client = makeClient();
  expect(await client.call('experiments', ask)).toMatchObject([{ name: 'digits', runs: 1 }]);
  const question = {
    keys: ['loss'],
    runIds: ['a' as RunId],
    x: 'step',
    range: null,
    pixels: 10,
    smoothing: 0,
  } as const;
  const { series } = await client.call('series', question);
  expect(series[0]?.y).toEqual(Float64Array.of(3, 2, 1));
});

it('tells of what is appended while nobody asks', async () => {
  fixture.run('a', { losses: [1], end: null });
  const client = makeClient();
  const changes: CatalogNotice[] = [];
  client.onChanged((notice) => changes.push(notice));
  await client.start();
  fixture.append('runs/a/main.jsonl', { type: 'params', at: 9_000, values: { lr: 1 } });
  await until(
    () => changes.some((notice) => notice.notice === 'changed' && notice.columnsChanged),
    'the change is told',
  );
});

it('refuses what is no question of the contract, and says what is wrong with it', async () => {
  const client = makeClient();
  await expect(client.call('problems', { limit: -1 })).rejects.toThrow(/limit/);
});

it('lets go of an answer that is not wanted any more', async () => {
  const client = makeClient();
  await client.start();
  const controller = new AbortController();
  const answer = client.call('experiments', ask, controller.signal);
  controller.abort(new Error('not wanted'));
  await expect(answer).rejects.toThrow('not wanted');
  expect(await client.call('experiments', ask)).toEqual([]);
});

it('starts a worker that died again, fails what was asked of the dead one, and tells that all may be new', async () => {
  fixture.run('a');
  const client = makeClient(mortalPath);
  const changes: CatalogNotice[] = [];
  client.onChanged((notice) => changes.push(notice));
  await client.start();
  expect(await die(client)).toContain('stopped');
  expect(await client.call('experiments', ask)).toMatchObject([{ runs: 1 }]);
  await until(
    () => changes.some((notice) => notice.notice === 'changed' && notice.runIds === null),
    'the restart is told',
  );
});

it('gives up a worker that dies a fourth time within a minute, and says what to do', async () => {
  const client = makeClient(mortalPath);
  const states: CatalogStatus[] = [];
  client.onStatus((status) => states.push(status));
  for (let death = 0; death < 4; death++) {
    await client.start();
    expect(await die(client)).toContain('stopped');
  }
  await expect(client.call('experiments', ask)).rejects.toThrow(/Show Log/);
  expect(states.at(-1)).toMatchObject({
    state: 'unavailable',
    message: expect.stringContaining('reload the window'),
  });
});

it('saves when it is closed, and answers nothing after that', async () => {
  fixture.run('a');
  const client = makeClient();
  await client.start();
  await client.close();
  await expect(client.call('experiments', ask)).rejects.toThrow(/closed/);
  const second = await fixture.open();
  expect(fixture.notices.filter((notice) => notice.notice === 'log')).toEqual([]);
  expect(second.status().runs).toBe(1);
});
