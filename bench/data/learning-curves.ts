/** Made-up runs that look like trainings: the same numbers for everyone, on every machine. */
export interface Size {
  readonly runs: number;
  readonly steps: number;
}

export const metricKeys = [
  'loss',
  'val_loss',
  'accuracy',
  'val_accuracy',
  'precision',
  'recall',
  'f1',
  'auc',
  'learning_rate',
  'grad_norm',
] as const;

export interface MadeUpRun {
  readonly index: number;
  readonly runId: string;
  readonly name: string;
  readonly startedAtMs: number;
  readonly params: Readonly<Record<string, number | string>>;
}

/** Milliseconds between two steps. */
export const stepMs = 50;
const firstStartMs = Date.UTC(2026, 0, 1);

export function madeUpRun(index: number, { steps }: Size): MadeUpRun {
  const startedAtMs = firstStartMs + index * (steps * stepMs + 1_000);
  const time = startedAtMs.toString(16).padStart(12, '0');
  const tail = index.toString(16).padStart(12, '0');
  return {
    index,
    runId: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`,
    name: `run-${String(index).padStart(4, '0')}`,
    startedAtMs,
    params: {
      lr: 0.0005 * (1 + (index % 20)),
      depth: 2 + (index % 6),
      batch_size: 2 ** (4 + (index % 5)),
      optimizer: ['adam', 'sgd', 'rmsprop'][index % 3] ?? 'adam',
      seed: index,
    },
  };
}

/** Writes the values of all metrics at a step into `into`, in the order of `metricKeys`. */
export function valuesAt(run: MadeUpRun, step: number, { steps }: Size, into: Float64Array): void {
  const share = step / steps;
  const fall = Math.exp(-(2 + (run.index % 7) * 0.5) * share);
  for (let metric = 0; metric < metricKeys.length; metric++) {
    const noise = (hash(run.index, metric, step) / 2 ** 32 - 0.5) * 0.05;
    into[metric] =
      metric < 2 || metric === 9
        ? fall * (1 + metric * 0.1) + noise
        : 1 - fall * (0.3 + metric * 0.03) + noise;
  }
  into[8] = 0.001 * (1 - share);
}

/** A 32-bit mix (murmur3's finalizer) of three small integers. */
function hash(run: number, metric: number, step: number): number {
  let mixed =
    Math.imul(run + 1, 0x9e3779b1) ^ Math.imul(metric + 1, 0x85ebca6b) ^ Math.imul(step + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
