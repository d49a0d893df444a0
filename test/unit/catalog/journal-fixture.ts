import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Catalog } from '../../../src/catalog/catalog.ts';
import type { CatalogNotice, RunFilter } from '../../../src/protocol/catalog.ts';

export const wasmPath = path.resolve('node_modules/sql.js/dist/sql-wasm.wasm');
export const everything: RunFilter = { archived: 'without' };

/** A workspace folder with a real journal, and catalogs opened on it. */
export class JournalFixture {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'runstone-test-'));
  readonly notices: CatalogNotice[] = [];
  readonly #open: Catalog[] = [];
  #writers = 0;

  append(relative: string, ...events: readonly (object | string)[]): void {
    const file = path.join(this.folder, '.runstone', relative);
    mkdirSync(path.dirname(file), { recursive: true });
    appendFileSync(
      file,
      events.map((event) => (typeof event === 'string' ? event : `${JSON.stringify(event)}\n`)).join(''),
    );
  }

  appendBytes(relative: string, bytes: Uint8Array): void {
    appendFileSync(this.path(relative), bytes);
  }

  remove(relative: string): void {
    rmSync(this.path(relative), { recursive: true });
  }

  /** Within `.runstone`. */
  path(relative: string): string {
    return path.join(this.folder, '.runstone', relative);
  }

  /** Writes a whole run of one process. */
  run(
    runId: string,
    {
      at = 1_000,
      params = {},
      losses = [] as readonly (number | string)[],
      end = 'finished' as string | null,
      name = runId,
    } = {},
  ): void {
    const events: object[] = [
      {
        type: 'run.started',
        schema: 1,
        at,
        runId,
        experiment: 'digits',
        name,
        command: [],
        cwd: '/',
        host: 'h',
        user: 'u',
        pid: 1,
        code: null,
      },
      { type: 'params', at, values: params },
      ...losses.map((loss, step) => ({ type: 'metrics', at: at + step + 1, step, values: { loss } })),
    ];
    if (end !== null)
      events.push({ type: 'run.finished', at: at + losses.length + 1, status: end, exitCode: 0 });
    this.append(`runs/${runId}/main.jsonl`, ...events);
  }

  /** Answers once what is there has been read. */
  async open(poll: 'auto' | 'always' = 'always'): Promise<Catalog> {
    const writer = `window-${++this.#writers}`;
    const catalog = await Catalog.open({ folder: this.folder, wasmPath, writer, poll }, (notice) =>
      this.notices.push(notice),
    );
    this.#open.push(catalog);
    await until(() => catalog.status().state === 'ready', 'what is there is read');
    return catalog;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#open.map((catalog) => catalog.close().catch(() => {})));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until a condition holds: what follows files has no other way to say that it is done. */
export async function until<T>(
  read: () => T | undefined | false,
  what: string,
  timeoutMs = 25_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = read();
    if (value) return value;
    if (Date.now() > end) throw new Error(`It did not happen in ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
