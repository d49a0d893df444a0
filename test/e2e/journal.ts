import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the files of a run say, read without the product. */
export interface RunOnDisk {
  readonly runId: string;
  readonly file: string;
  readonly pid: number;
  readonly lastStep: number;
}

/** @returns The runs of a project in the order they started; a run whose first line is not written yet is left out. */
export function runsOnDisk(folder: string): RunOnDisk[] {
  const runs = path.join(folder, '.runstone', 'runs');
  return readdirSync(runs)
    .sort()
    .flatMap((runId) => {
      const name = readdirSync(path.join(runs, runId)).find((file) => file.endsWith('.jsonl'));
      const file = path.join(runs, runId, name ?? '');
      if (!name || statSync(file).size === 0) return [];
      const events = readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as { type: string; pid?: number; step?: number });
      const steps = events.filter((event) => event.type === 'metrics').map((event) => event.step ?? -1);
      const pid = events.find((event) => event.type === 'run.started')?.pid;
      return pid === undefined ? [] : [{ runId, file, pid, lastStep: steps.at(-1) ?? -1 }];
    });
}
