import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EditorFact } from '../protocol/catalog.ts';

/**
 * Appends what a person states in the editor to `journal/<writer>.jsonl`: one writer for each window, so that
 * windows never share a file. Resolves when the facts are on disk.
 */
export class FactWriter {
  readonly #folder: string;
  readonly #file: string;
  #queue: Promise<unknown> = Promise.resolve();

  /** @param folder The `.runstone` folder; it is made when the first fact comes. */
  constructor(folder: string, writer: string) {
    this.#folder = folder;
    this.#file = path.join(folder, 'journal', `${writer}.jsonl`);
  }

  append(facts: readonly EditorFact[], nowMs: number): Promise<void> {
    const lines = facts
      .map(({ type, ...fact }) => `${JSON.stringify({ type, at: nowMs, ...fact })}\n`)
      .join('');
    const done = this.#queue.then(() => this.#write(lines));
    this.#queue = done.catch(() => {});
    return done;
  }

  async #write(lines: string): Promise<void> {
    const created = await mkdir(path.dirname(this.#file), { recursive: true });
    if (created) await ignoreFolder(this.#folder);
    const handle = await open(this.#file, 'a');
    try {
      await handle.appendFile(lines);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }
}

/** Keeps `.runstone` out of git, unless the team has decided otherwise. */
async function ignoreFolder(folder: string): Promise<void> {
  await writeFile(path.join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => {});
}
