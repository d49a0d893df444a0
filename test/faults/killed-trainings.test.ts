import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CatalogClient } from '../../src/catalog/client.ts';
import type { RunId, RunStatus } from '../../src/domain/run.ts';
import type { RunSummary } from '../../src/protocol/catalog.ts';
import { bundle, wasmPath } from './bundles.ts';
import { Random } from './random.ts';
import { type Ended, Training } from './training.ts';
import { Workspace } from './workspace.ts';

const killed = 200;
const leftAlone = 10;
const pointsLeftAlone = 150;
/** More points than a training logs before it is killed. */
const endless = 1_000_000;
const atOnce = Math.max(4, os.availableParallelism() * 3);

const workspace = new Workspace();
const random = new Random('killed trainings');
const ends: Ended[] = [];
let client: CatalogClient;

const acknowledgementsOf = (index: number) => path.join(workspace.folder, `training-${index}`);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Most are killed while they log, some while Python starts and the run is begun. */
async function trainAndKill(index: number): Promise<Ended> {
  const training = new Training(workspace.folder, 'acknowledged.py', [
    acknowledgementsOf(index),
    String(endless),
  ]);
  if (random.fraction() < 0.8) await training.firstOutput();
  await pause(random.integer(0, 250));
  training.kill();
  return training.ended;
}

function trainToTheEnd(index: number): Promise<Ended> {
  const words = [acknowledgementsOf(index), String(pointsLeftAlone)];
  return new Training(workspace.folder, 'acknowledged.py', words).ended;
}

beforeAll(async () => {
  const indices = Array.from({ length: killed + leftAlone }, (_, index) => index);
  const next = indices.values();
  const trainInTurn = async () => {
    for (const index of next) {
      const isKilled = index % ((killed + leftAlone) / leftAlone) !== 0;
      ends[index] = await (isKilled ? trainAndKill(index) : trainToTheEnd(index));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, trainInTurn));
  client = new CatalogClient({
    workerPath: await bundle('src/catalog/worker.ts'),
    wasmPath,
    folder: workspace.folder,
    writer: 'window',
    poll: 'auto',
  });
  await client.start();
  while ((await client.call('status', {})).state !== 'ready') await pause(50);
}, 180_000);

afterAll(async () => {
  await client?.close();
  await workspace.dispose();
});

interface Acknowledged {
  readonly runId: RunId;
  /** Points whose `log` had returned. */
  readonly points: number;
}

/** undefined when the training was killed before its run had begun. */
function acknowledgedBy(index: number): Acknowledged | undefined {
  let text: string;
  try {
    text = readFileSync(acknowledgementsOf(index), 'utf8');
  } catch {
    return undefined;
  }
  const [runId, ...steps] = text.split('\n').slice(0, -1);
  return runId === undefined ? undefined : { runId: runId as RunId, points: steps.length };
}

function acknowledged(): Acknowledged[] {
  return ends.map((_, index) => acknowledgedBy(index)).filter((one) => one !== undefined);
}

async function pointsOf(runId: RunId): Promise<(readonly [number, number])[]> {
  const range = { x: 'step' as const, range: null, pixels: 16_384, smoothing: 0 };
  const { series } = await client.call('series', { keys: ['loss'], runIds: [runId], ...range });
  return series.flatMap(({ x, y }) => Array.from(x, (step, i) => [step, y[i] as number] as const));
}

async function runs(): Promise<readonly RunSummary[]> {
  const filter = { archived: 'with' as const };
  return (await client.call('table', { filter, sort: [], columns: [], offset: 0, limit: 1_000 })).rows.map(
    ({ run }) => run,
  );
}

const count = (all: readonly RunSummary[], status: RunStatus) =>
  all.filter((run) => run.status === status).length;

describe('200 trainings that are killed at random moments', () => {
  it('are killed, most of them while they log', () => {
    expect(ends.filter(({ signal }) => signal === 'SIGKILL')).toHaveLength(killed);
    expect(acknowledged().filter(({ points }) => points > 0).length).toBeGreaterThan(killed / 2);
    expect(ends.map(({ stderr }) => stderr).filter((said) => said !== '')).toEqual([]);
  });

  it('lose no point whose log() had returned', async () => {
    for (const { runId, points } of acknowledged()) {
      const found = await pointsOf(runId);
      // The kill may have come between the write and its acknowledgement.
      expect([points, points + 1], runId).toContain(found.length);
      expect(found, runId).toEqual(found.map((_, step) => [step, 1 / (step + 1)]));
    }
  });

  it('leave the runs beside them whole', async () => {
    const whole = (await runs()).filter((run) => run.status === 'finished');
    expect(whole).toHaveLength(leftAlone);
    for (const run of whole) {
      expect(run).toMatchObject({ exitCode: 0, problems: 0 });
      expect(await pointsOf(run.runId)).toHaveLength(pointsLeftAlone);
    }
  });

  it('are found interrupted, with no line that cannot be read', async () => {
    expect(await client.call('problems', { limit: 100 })).toEqual([]);
    await expect.poll(async () => count(await runs(), 'running'), { timeout: 30_000 }).toBe(0);
    const all = await runs();
    expect(count(all, 'interrupted')).toBe(all.length - leftAlone);
    expect(all.map((run) => run.runId)).toEqual(
      expect.arrayContaining(acknowledged().map(({ runId }) => runId)),
    );
  });
});
