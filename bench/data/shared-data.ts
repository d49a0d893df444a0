import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BenchContext } from '../bench.ts';
import { writeJournalData } from './journal-data.ts';
import { metricKeys, type Size } from './learning-curves.ts';
import { writeTensorboardData } from './tensorboard-data.ts';

/** What `ingest`, `open` and `memory` are about: 10 million points, or as few as show that it works. */
export function sizeOf({ quick }: Pick<BenchContext, 'quick'>): Size {
  return quick ? { runs: 20, steps: 100 } : { runs: 1_000, steps: 1_000 };
}

export function pointsOf({ runs, steps }: Size): number {
  return runs * steps * metricKeys.length;
}

const writers = { journal: writeJournalData, tensorboard: writeTensorboardData };
const made = new Map<string, Promise<string>>();

/** The folder that holds these runs in this form; written once for all benches of this invocation. */
export function sharedData(
  context: BenchContext,
  form: keyof typeof writers,
  size = sizeOf(context),
): Promise<string> {
  const folder = path.join(context.data, `${form}-${size.runs}x${size.steps}`);
  const known = made.get(folder);
  if (known) return known;
  context.say(`Writing ${size.runs} runs of ${size.steps} steps (${form})`);
  const making = mkdir(folder, { recursive: true })
    .then(() => writers[form](folder, size))
    .then(() => folder);
  made.set(folder, making);
  return making;
}
