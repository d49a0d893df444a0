import { lstat, mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EditorFact } from '../protocol/catalog.ts';
import { longestLineBytes } from './line-reader.ts';

/**
 * Appends what a person states in the editor to `journal/<writer>.jsonl`: one writer for each window, so that
 * windows never share a file. Resolves when the facts are on disk.
 */
export class FactWriter {
  /** The file's name relative to `.runstone`. */
  readonly relative: string;
  readonly #folder: string;
  readonly #file: string;
  #queue: Promise<unknown> = Promise.resolve();

  /** @param folder The `.runstone` folder; it is made when the first fact comes. */
  constructor(folder: string, writer: string) {
    this.#folder = folder;
    this.relative = `journal/${writer}.jsonl`;
    this.#file = path.join(folder, this.relative);
  }

  /** @throws When a fact is too long for a line of the journal, or the disk does not take it. */
  async append(facts: readonly EditorFact[], nowMs: number): Promise<void> {
    const lines = facts.map(({ type, ...fact }) => `${JSON.stringify({ type, at: nowMs, ...fact })}\n`);
    if (lines.some((line) => Buffer.byteLength(line) > longestLineBytes))
      throw new Error('This text is longer than the 1 MiB that an entry of the journal can hold.');
    const done = this.#queue.then(() => this.#write(lines.join('')));
    this.#queue = done.catch(() => {});
    return done;
  }

  async #write(lines: string): Promise<void> {
    const journal = path.dirname(this.#file);
    const created = await mkdir(journal, { recursive: true });
    // What was made first is `.runstone` itself or a folder above it: then nobody has decided about git yet.
    if (created && this.#folder.startsWith(created)) await ignoreFolder(this.#folder);
    if ((await lstat(journal)).isSymbolicLink())
      throw new Error(`${journal} is a link: facts are not written to another place.`);
    const handle = await open(this.#file, 'a+');
    try {
      // An append that the disk did not take whole has left a torn line: it ends here.
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
      const isTorn = bytesRead === 1 && buffer[0] !== 10;
      await handle.appendFile(isTorn ? `\n${lines}` : lines);
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
