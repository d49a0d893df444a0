import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Bench, BenchContext, Figures, Participant } from './bench.ts';
import { isFloor, type Result } from './report/result.ts';
import { median, spread } from './report/statistics.ts';

interface Entry {
  readonly participant: Participant;
  readonly rounds: Figures[];
  /** Why it takes no further part. */
  failure?: string;
}

/** Runs a bench in interleaved rounds, so that whatever else the machine does falls on all alike. */
export async function runBench(bench: Bench, context: BenchContext, asked: number): Promise<Result[]> {
  const rounds = Math.min(asked, bench.mostRounds ?? asked);
  await mkdir(context.folder, { recursive: true });
  const entries: Entry[] = (await bench.participants(context)).map((participant) => ({
    participant,
    rounds: [],
  }));
  for (const entry of entries) {
    await attempt(entry, context, 'prepare', async () => entry.participant.prepare?.());
  }
  for (let round = 0; round < rounds; round++) {
    for (const entry of entries) {
      if (entry.failure !== undefined || round >= (entry.participant.mostRounds ?? rounds)) continue;
      await attempt(entry, context, `round ${round + 1} of ${rounds}`, async () => {
        entry.rounds.push(await entry.participant.measure(round));
      });
    }
  }
  for (const { participant } of entries) await participant.dispose?.();
  await rm(context.folder, { recursive: true, force: true, maxRetries: 3 });
  return bench.measures.map((measure) => summarize(bench.name, measure, entries, rounds));
}

async function attempt(
  entry: Entry,
  context: BenchContext,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  const { name } = entry.participant;
  if (entry.failure !== undefined) return;
  const began = performance.now();
  try {
    await work();
    const seconds = (performance.now() - began) / 1000;
    if (seconds > 0.1)
      context.say(`${path.basename(context.folder)}: ${name}, ${what}: ${seconds.toFixed(1)} s`);
  } catch (error) {
    entry.failure = error instanceof Error ? error.message : String(error);
    context.say(`${path.basename(context.folder)}: ${name}, ${what}: FAILED: ${entry.failure}`);
  }
}

function summarize(
  bench: string,
  measure: Bench['measures'][number],
  entries: readonly Entry[],
  rounds: number,
): Result {
  const why: Record<string, string> = {};
  const peers: Record<string, number | null> = {};
  const peerSpreads: Record<string, readonly [number, number]> = {};
  let ours: number | null = null;
  let ourSpread: readonly [number, number] | null = null;
  for (const { participant, rounds: done, failure } of entries) {
    const values = done.flatMap((figures) => figures[measure.name] ?? []);
    // A peer that has no such measure at all is no entry; one that failed is null, with the reason.
    if (values.length === 0 && failure === undefined) continue;
    const value = values.length > 0 ? median(values) : null;
    const range = spread(values);
    if (participant.name === 'runstone') {
      ours = value;
      ourSpread = range;
    } else {
      peers[participant.name] = value;
      if (range) peerSpreads[participant.name] = range;
    }
    const reason = value === null ? failure?.split('\n')[0] : noteOn(participant, done.length, rounds);
    if (reason) why[participant.name] = reason;
  }
  const floor = Object.entries(peers).find(([name]) => isFloor(name))?.[1];
  const goal = measure.goalAtFloor ? (floor ?? undefined) : measure.goal;
  return {
    bench,
    measure: measure.name,
    unit: measure.unit,
    better: measure.better,
    ours,
    ...(goal !== undefined && { goal }),
    ...(measure.goalRatio !== undefined && { goalRatio: measure.goalRatio }),
    peers,
    ...(Object.keys(why).length > 0 && { why }),
    rounds,
    spread: ourSpread,
    peerSpreads,
  };
}

/** Rounds are named where they are fewer than the page says of all. */
function noteOn({ note }: Participant, done: number, rounds: number): string {
  const fewer = done < rounds && `${done} ${done === 1 ? 'round' : 'rounds'}`;
  return [note, fewer].filter(Boolean).join('; ');
}
