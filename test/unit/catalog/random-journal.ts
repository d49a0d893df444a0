import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Mulberry32: the same numbers for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const runs = ['a', 'b', 'c'];
const runWriters = ['main', 'rank-1', 'w'];
const windows = ['w', 'window-2'];

/** Does to a folder what trainings and people do to it, and what they should not. */
export class RandomJournal {
  readonly #root: string;
  readonly #random: () => number;
  readonly #torn = new Map<string, string>();

  constructor(root: string, seed: number) {
    this.#root = root;
    this.#random = randomNumbers(seed);
  }

  step(): void {
    const dice = this.#random();
    if (dice < 0.75) this.#append(`runs/${this.#pick(runs)}/${this.#pick(runWriters)}.jsonl`, this.#ofRun());
    else if (dice < 0.94) this.#append(`journal/${this.#pick(windows)}.jsonl`, this.#fact());
    else if (dice < 0.96) this.#remove(`runs/${this.#pick(runs)}`);
    else if (dice < 0.98) this.#remove(`runs/${this.#pick(runs)}/${this.#pick(runWriters)}.jsonl`);
    else this.#remove(`journal/${this.#pick(windows)}.jsonl`);
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }

  /** Few different times: equal ones, and clocks that go back, are common. */
  #at(): number {
    return 1_000 + Math.floor(this.#random() * 12);
  }

  #append(relative: string, event: object): void {
    const file = path.join(this.#root, relative);
    mkdirSync(path.dirname(file), { recursive: true });
    let line = this.chance(0.05) ? '{"type": broken\n' : `${JSON.stringify(event)}\n`;
    // Duplicates, and lines whose end comes later.
    if (this.chance(0.1)) line += line;
    const rest = this.#torn.get(relative) ?? '';
    this.#torn.delete(relative);
    const text = rest + line;
    const cut = this.chance(0.15) ? text.length - 1 - Math.floor(this.#random() * 10) : text.length;
    if (cut < text.length) this.#torn.set(relative, text.slice(cut));
    appendFileSync(file, text.slice(0, cut));
  }

  #remove(relative: string): void {
    rmSync(path.join(this.#root, relative), { recursive: true, force: true });
    for (const name of this.#torn.keys()) if (name.startsWith(relative)) this.#torn.delete(name);
  }

  #ofRun(): object {
    const at = this.#at();
    const n = Math.floor(this.#random() * 10);
    const metrics = (values: object) => ({ type: 'metrics', at, step: n, values });
    return this.#pick([
      () => ({ type: 'run.started', at, runId: 'a', experiment: `e${n}`, name: `n${n}`, host: 'h', pid: n }),
      () => ({ type: 'run.resumed', at, ...(n > 5 && { pid: n, host: 'h2' }) }),
      () => ({ type: 'run.finished', at, status: this.#pick(['finished', 'failed', 'killed']), exitCode: n }),
      () => ({ type: 'params', at, values: { lr: n, [`p${n}`]: n > 5 ? `text ${n}` : n > 3 } }),
      () => metrics({ loss: n / 7 }),
      () => metrics({ loss: n > 8 ? 'NaN' : n, acc: 1 / (n + 1) }),
      () => metrics({ [`m${n % 3}`]: n > 7 ? 'Infinity' : n }),
      () => ({ type: 'system', at, values: { 'cpu.percent': n } }),
      () => ({ type: 'summary', at, values: { [this.#pick(['loss', 'best'])]: n } }),
      () => ({ type: 'artifact', at, path: `artifacts/${n % 3}`, kind: 'file', bytes: n }),
      () => ({ type: 'dataset', at, name: 'd', role: 'train', digest: `${n}` }),
      () => ({ type: 'alert', at, title: `t${n}`, level: 'info' }),
      () => ({ type: 'code', at, code: { commit: `c${n}`, dirty: n > 5 } }),
      () => ({ type: 'tags', at, values: { stage: n > 5 ? `s${n}` : null } }),
      () => ({ type: 'from.the.future', at, values: n }),
      () => ({ type: 'heartbeat', at }),
    ])();
  }

  #fact(): object {
    const base = { at: this.#at(), runId: this.#pick([...runs, 'not.there']) };
    const n = Math.floor(this.#random() * 10);
    return this.#pick([
      { type: 'run.renamed', ...base, name: `renamed ${n}` },
      { type: 'run.archived', ...base },
      { type: 'run.restored', ...base },
      { type: 'tags', ...base, values: { stage: n > 5 ? `w${n}` : null, [`t${n}`]: 'x' } },
      { type: 'note', ...base, text: n > 2 ? `note ${n}` : '' },
      {
        type: 'metric.direction',
        at: base.at,
        key: 'loss',
        direction: this.#pick(['higher', 'lower', 'none']),
      },
      ...(this.chance(0.2) ? [{ type: 'run.deleted', ...base }] : []),
    ]);
  }
}
