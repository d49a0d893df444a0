import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** Plays trainings that go on, each with a file of its own: metrics of two key sets, system values, params, artifacts. */
export class JournalWriter {
  /** Points that the catalog should hold once it has read everything. */
  pointsWritten = 0;
  readonly #store: string;
  #run = '';
  #runs = 0;
  #step = 0;

  constructor(folder: string) {
    this.#store = path.join(folder, '.runstone');
  }

  /** Begins the next run; what is written from now on belongs to it. */
  writeRun(points: number): void {
    this.#run = `run-${this.#runs++}`;
    this.#step = 0;
    const at = 1_700_000_000_000 + this.#runs * 1_000_000;
    this.#append(
      {
        type: 'run.started',
        schema: 1,
        at,
        runId: this.#run,
        experiment: 'faults',
        name: `name ${this.#run}`,
        command: ['train'],
        cwd: '/',
        host: 'elsewhere',
        user: 'ada',
        pid: 1,
        code: { commit: 'c0ffee', dirty: true },
      },
      { type: 'params', at, values: { lr: 0.1 / this.#runs, model: 'tree', deep: true, nothing: null } },
      { type: 'tags', at, values: { stage: 'candidate' } },
      { type: 'dataset', at, name: 'digits', role: 'train', digest: 'd1' },
      { type: 'artifact', at, path: 'artifacts/model.bin', kind: 'model', bytes: 10, sha256: 'ab' },
      { type: 'alert', at, title: 'Slow', text: 'It is slow', level: 'warning' },
    );
    appendFileSync(this.#file, 'a line that cannot be read\n');
    this.writePoints(points);
    this.#append({ type: 'summary', at: at + 1, values: { best: 0.5, verdict: 'good' } });
    this.#write('journal/person.jsonl', [
      { type: 'run.renamed', at: at + 2, runId: this.#run, name: `renamed ${this.#run}` },
      { type: 'note', at: at + 2, runId: this.#run, text: 'worth keeping' },
      { type: this.#runs % 3 === 0 ? 'run.deleted' : 'run.archived', at: at + 2, runId: this.#run },
    ]);
  }

  /** About as many points, ten steps in one line of two values, an eleventh with a third and a system value. */
  writePoints(points: number): void {
    const events: object[] = [];
    for (let written = 0; written < points; ) {
      const step = this.#step++;
      const at = 1_700_000_000_000 + this.#runs * 1_000_000 + step;
      const isValidated = step % 10 === 9;
      const loss = step % 97 === 5 ? 'NaN' : 1 / (step + 1);
      const values = {
        loss,
        accuracy: 1 - 1 / (step + 2),
        ...(isValidated ? { validation: Math.sin(step) } : {}),
      };
      events.push({ type: 'metrics', at, step, values });
      written += Object.keys(values).length;
      if (isValidated) {
        events.push({ type: 'system', at, values: { 'cpu.percent': step % 100 } });
        written++;
      }
      this.pointsWritten += Object.keys(values).length + (isValidated ? 1 : 0);
    }
    this.#append(...events);
  }

  get #file(): string {
    return path.join(this.#store, 'runs', this.#run, 'main.jsonl');
  }

  #append(...events: readonly object[]): void {
    this.#write(`runs/${this.#run}/main.jsonl`, events);
  }

  #write(relative: string, events: readonly object[]): void {
    const file = path.join(this.#store, relative);
    mkdirSync(path.dirname(file), { recursive: true });
    appendFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  }
}
