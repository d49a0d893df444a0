import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type MadeUpRun, madeUpRun, metricKeys, type Size, stepMs, valuesAt } from './learning-curves.ts';

/** Writes the runs as the Python client would have: a journal file a run, an event a line. */
export async function writeJournalData(folder: string, size: Size): Promise<void> {
  for (let index = 0; index < size.runs; index++) {
    const run = madeUpRun(index, size);
    const runFolder = path.join(folder, '.runstone', 'runs', run.runId);
    await mkdir(runFolder, { recursive: true });
    await writeFile(path.join(runFolder, `main-${run.runId.slice(-12)}.jsonl`), journalOf(run, size));
  }
}

function journalOf(run: MadeUpRun, size: Size): string {
  const at = run.startedAtMs;
  const values = new Float64Array(metricKeys.length);
  const lines = [
    JSON.stringify({
      type: 'run.started',
      at,
      schema: 1,
      runId: run.runId,
      experiment: `experiment-${run.index % 5}`,
      name: run.name,
      command: ['python', 'train.py'],
      cwd: '/',
      host: 'bench',
      user: 'bench',
      pid: 1,
      code: null,
      environment: {
        python: '3.11.7',
        packages: {},
        os: 'Linux',
        cpu: '',
        cores: 2,
        memoryBytes: 0,
        gpus: [],
      },
    }),
    JSON.stringify({ type: 'params', at, values: run.params }),
  ];
  for (let step = 0; step < size.steps; step++) {
    valuesAt(run, step, size, values);
    const pairs = metricKeys.map((key, metric) => `"${key}":${values[metric]}`).join(',');
    lines.push(`{"type":"metrics","at":${at + (step + 1) * stepMs},"step":${step},"values":{${pairs}}}`);
  }
  const end = at + (size.steps + 1) * stepMs;
  lines.push(JSON.stringify({ type: 'run.finished', at: end, status: 'finished', exitCode: 0 }), '');
  return lines.join('\n');
}
