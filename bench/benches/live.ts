import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Bench, BenchContext, Participant } from '../bench.ts';
import { CompareSession } from '../browser/compare-session.ts';
import { readProbe, watchPicture } from '../browser/compare-window.ts';
import { quietEnvironment } from '../peers/quiet.ts';
import { percentile } from '../report/statistics.ts';

/** Longer than it takes until a value is drawn, so that each is seen alone; not in step with any timer. */
const intervalS = 0.413;
/** Values before those that count: the panel has just opened. */
const warmUp = 10;
/** The training goes on until the window, which takes a while to open, has shown enough of it. */
const mostValues = 10_000;

export const live: Bench = {
  name: 'live',
  about:
    'A training logs a value every 0.4 s while its curve is in sight in the compare panel: from just before `log()` until the ' +
    'frame with the changed picture is on the screen, over 200 values. Peers redraw at intervals of seconds, whatever happens: ' +
    'the intervals that their pages are shipped with are given, half of which is the least they reach on average.',
  measures: [
    { name: 'p50', unit: 'ms', better: 'lower' },
    { name: 'p95', unit: 'ms', better: 'lower', goal: 250 },
  ],
  mostRounds: 3,
  participants: (context) => [
    runstone(context),
    interval('trackio', 1_000, 'refreshes every second'),
    interval('mlflow', 30_000, 'refreshes every 30 s'),
    interval('tensorboard', 30_000, 'reloads every 30 s once it is asked to; never by itself'),
  ],
};

/** Half an interval, and nearly all of it: a value comes at any moment between two refreshes. */
function interval(name: string, intervalMs: number, note: string): Participant {
  return {
    name,
    note: `stated, not measured: ${note}`,
    measure: async () => ({ p50: intervalMs * 0.5, p95: intervalMs * 0.95 }),
  };
}

function runstone(context: BenchContext): Participant {
  const values = context.quick ? 10 : 200;
  return {
    name: 'runstone',
    async measure(round) {
      const folder = path.join(context.folder, `live-${round}`);
      await mkdir(path.join(folder, '.runstone'), { recursive: true });
      const training = startTraining(context, folder);
      const session = await CompareSession.start(context, folder);
      try {
        await training.logged(3);
        await session.openPanel();
        const frame = await session.frame();
        await watchPicture(frame);
        await training.logged(warmUp);
        const first = training.steps.size;
        await training.logged(values);
        await session.page.waitForTimeout(2_000);
        const { shown } = await readProbe(frame);
        const delays = Array.from({ length: values }, (_, index) => {
          // What was drawn together with a later value is on the screen when that is.
          const seen = shown.find(({ step }) => step >= first + index)?.at;
          const logged = training.steps.get(first + index);
          if (seen === undefined || logged === undefined) throw new Error('Not all values were seen.');
          return seen - logged;
        });
        return { p50: percentile(delays, 0.5), p95: percentile(delays, 0.95) };
      } finally {
        await session.stop();
        await training.stop();
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}

function startTraining(context: BenchContext, folder: string) {
  const script = path.join(context.root, 'bench', 'python', 'live_training.py');
  const args = [script, 'runstone', String(mostValues), String(intervalS), folder];
  const child = context.tools.spawnGroup(context.python, args, {
    cwd: folder,
    env: { ...quietEnvironment(folder), PYTHONPATH: path.join(context.root, 'python') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  /** When each step was logged, in Unix milliseconds. */
  const steps = new Map<number, number>();
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { step, at } = JSON.parse(line) as { step: number; at: number };
      steps.set(step, at);
    });
  }
  const ended = once(child, 'close');
  return {
    steps,
    /** Waits until so many more have been logged than now. */
    async logged(more: number): Promise<void> {
      const enough = steps.size + more;
      while (steps.size < enough) {
        if (child.exitCode !== null) throw new Error('The training ended before enough was seen.');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    stop: async () => {
      await context.tools.endGroup(child);
      await ended;
    },
  };
}
