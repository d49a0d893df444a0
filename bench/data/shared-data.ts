import type { BenchContext } from '../bench.ts';
import { writeJournalData } from './journal-data.ts';
import { keptData } from './kept-data.ts';
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

/** The folder that holds these runs in this form; written once for all benches. */
export function sharedData(
  context: BenchContext,
  form: keyof typeof writers,
  size = sizeOf(context),
): Promise<string> {
  return keptData(context, `${form}-${size.runs}x${size.steps}`, (folder) => {
    context.say(`Writing ${size.runs} runs of ${size.steps} steps (${form})`);
    return writers[form](folder, size);
  });
}
