import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export interface WrittenRun {
  readonly runId: string;
  readonly name?: string;
  readonly experiment?: string;
  /** Default: an hour ago. */
  readonly startedAtMs?: number;
  readonly params?: Readonly<Record<string, string | number | boolean | null>>;
  /** Values by step, from 0; strings are "NaN" and the infinities. */
  readonly metrics?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly system?: Readonly<Record<string, number>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly notes?: string;
  /** null: it has not ended. Default: finished. */
  readonly status?: 'finished' | 'failed' | 'killed' | null;
  readonly exitCode?: number;
  /** Between two steps. Default: 1 s. */
  readonly stepMs?: number;
  readonly host?: string;
  readonly pid?: number;
}

/** Appends lines to a file of the journal; what is a string is written as it is. */
export function appendJournal(
  folder: string,
  relative: string,
  ...events: readonly (object | string)[]
): void {
  const file = path.join(folder, '.runstone', relative);
  mkdirSync(path.dirname(file), { recursive: true });
  appendFileSync(
    file,
    events.map((event) => (typeof event === 'string' ? event : `${JSON.stringify(event)}\n`)).join(''),
  );
}

function metricEvents({ metrics = {}, stepMs = 1_000 }: WrittenRun, at: number): object[] {
  const steps = Math.max(0, ...Object.values(metrics).map((values) => values.length));
  return Array.from({ length: steps }, (_, step) => ({
    type: 'metrics',
    at: at + step * stepMs,
    step,
    values: Object.fromEntries(
      Object.entries(metrics).flatMap(([key, values]) => {
        const value = values[step];
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  }));
}

/** Writes a whole run of one process as the Python client does. */
export function writeRun(folder: string, run: WrittenRun): void {
  const at = run.startedAtMs ?? Date.now() - 3_600_000;
  const points = metricEvents(run, at);
  const endAt = at + points.length * (run.stepMs ?? 1_000);
  appendJournal(
    folder,
    `runs/${run.runId}/main.jsonl`,
    {
      type: 'run.started',
      schema: 1,
      at,
      runId: run.runId,
      experiment: run.experiment ?? 'digits',
      name: run.name ?? run.runId,
      command: ['python', 'train.py'],
      cwd: '/',
      host: run.host ?? 'elsewhere',
      user: 'ada',
      pid: run.pid ?? 1,
      code: null,
    },
    ...(run.params ? [{ type: 'params', at, values: run.params }] : []),
    ...(run.tags ? [{ type: 'tags', at, values: run.tags }] : []),
    ...(run.notes ? [{ type: 'note', at, text: run.notes }] : []),
    ...points,
    ...(run.system ? [{ type: 'system', at: endAt, values: run.system }] : []),
    ...(run.status === null
      ? []
      : [
          {
            type: 'run.finished',
            at: endAt,
            status: run.status ?? 'finished',
            exitCode: run.exitCode ?? (run.status === 'failed' ? 1 : 0),
          },
        ]),
  );
}
