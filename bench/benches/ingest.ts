import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Bench, BenchContext, Participant } from '../bench.ts';
import { pointsOf, sharedData, sizeOf } from '../data/shared-data.ts';
import { quietEnvironment } from '../peers/quiet.ts';
import { loadNatively, nativeServer } from '../peers/tensorboard-native.ts';
import { runForJson } from '../run-program.ts';

export const ingest: Bench = {
  name: 'ingest',
  about:
    '1,000 runs of 10 metrics and 1,000 steps lie on disk, and nothing is indexed. Counted are the points a second until all ' +
    'can be queried: in the catalog worker; in TensorBoard’s loaders, which keep at most 1,000 points a tag; ' +
    'in trackers that keep a database: as their client writes them.',
  findings:
    'The worker’s thread is the bound, and is hardly ever idle. In a profile of one run `JSON.parse` with the check of an ' +
    'event’s shape takes 31 % of it, the write of points into their series 11 %, reading files 7 %, decoding UTF-8 6 %. ' +
    'Two threads, one that reads ahead and parses, are not tried yet.',
  measures: [
    { name: 'rate', unit: 'points/s', better: 'higher', goal: 2_000_000 },
    { name: 'all points', unit: 's', better: 'lower' },
    { name: 'save', unit: 'ms', better: 'lower' },
  ],
  participants: (context) => [
    runstone(context),
    tensorboardNative(context),
    tensorboardPython(context),
    client(context, 'trackio', 20),
    client(context, 'aim', 3),
    client(context, 'mlflow', 3),
  ],
};

function runstone(context: BenchContext): Participant {
  const size = sizeOf(context);
  let folder = '';
  let dist = '';
  return {
    name: 'runstone',
    async prepare() {
      folder = await sharedData(context, 'journal');
      dist = (await context.shipped()).dist;
    },
    async measure() {
      const catalog = path.join(folder, '.runstone', 'catalog.db');
      await rm(catalog, { force: true });
      const driver = path.join(context.root, 'out', 'bench', 'drivers', 'ingest.mjs');
      const points = pointsOf(size);
      const args = [driver, folder, dist, String(size.runs), String(points / size.runs)];
      const said = (await runForJson(context.node, args, {
        cwd: context.root,
        env: process.env,
        timeoutMs: 300_000,
      })) as { readMs: number; saveMs: number };
      return {
        rate: points / (said.readMs / 1000),
        'all points': said.readMs / 1000,
        save: said.saveMs,
      };
    },
  };
}

function tensorboardNative(context: BenchContext): Participant {
  let server = '';
  let folder = '';
  return {
    name: 'tensorboard native',
    note: 'tensorboard-data-server; as many points as it keeps: at most 1,000 a tag',
    async prepare() {
      server = await nativeServer(context);
      folder = await sharedData(context, 'tensorboard');
    },
    async measure() {
      const ms = await loadNatively(context, server, folder);
      return { rate: pointsOf(sizeOf(context)) / (ms / 1000), 'all points': ms / 1000 };
    },
  };
}

function tensorboardPython(context: BenchContext): Participant {
  const runs = 20;
  return {
    name: 'tensorboard python',
    note: `${runs} runs`,
    mostRounds: 3,
    async measure() {
      const { python } = await context.peer('tensorboard');
      const folder = await sharedData(context, 'tensorboard');
      const script = path.join(context.root, 'bench', 'python', 'load_events.py');
      const said = (await runForJson(python, [script, folder, String(runs)], {
        cwd: context.folder,
        env: quietEnvironment(context.folder),
        timeoutMs: 300_000,
      })) as { seconds: number; kept: number };
      return { rate: said.kept / said.seconds };
    },
  };
}

/** Its client writes so many of the runs; what it writes can be queried when it is done. */
function client(context: BenchContext, tracker: string, runs: number): Participant {
  return {
    name: tracker,
    note: `client writes, ${runs} runs`,
    mostRounds: 3,
    async measure(round) {
      const { python } = await context.peer(tracker);
      const journal = await sharedData(context, 'journal');
      const target = path.join(context.folder, `${tracker}-${round}`);
      await mkdir(target, { recursive: true });
      const script = path.join(context.root, 'bench', 'python', 'populate.py');
      const said = (await runForJson(python, [script, tracker, journal, target, String(runs)], {
        cwd: target,
        env: quietEnvironment(target),
        timeoutMs: 900_000,
      })) as { seconds: number; points: number };
      await rm(target, { recursive: true, force: true, maxRetries: 3 });
      return { rate: said.points / said.seconds };
    },
  };
}
