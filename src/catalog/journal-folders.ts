import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isRunId } from '../domain/run.ts';
import { parseJournalPath } from '../journal/folder.ts';

/**
 * What lies in a `.runstone` folder, as names relative to it. Links are passed over: a folder that came with a
 * repository must not lead to files elsewhere. `.runstone` itself may be one, to keep runs on another disk.
 */
export class JournalFolders {
  readonly #root: string;
  readonly #onRefused: (relative: string) => void;
  readonly #refused = new Set<string>();

  constructor(root: string, onRefused: (relative: string) => void) {
    this.#root = root;
    this.#onRefused = onRefused;
  }

  /** undefined when it cannot be told, for instance because a file server does not answer. */
  isThere(): boolean | undefined {
    const entries = this.#entries('');
    return entries && entries.length > 0;
  }

  /** `runs/<run id>`, ascending: ids made by the client sort by time. undefined when it cannot be told. */
  runFolders(): string[] | undefined {
    if (this.#isLink('runs')) return [];
    return this.#entries('runs')
      ?.map((entry) => ({ entry, relative: `runs/${entry.name}` }))
      .filter(({ entry, relative }) => {
        if (!isRunId(entry.name)) return false;
        if (entry.isSymbolicLink()) this.#refuse(relative);
        return entry.isDirectory();
      })
      .map(({ relative }) => relative)
      .sort();
  }

  /** The journal files of `journal` or of a run's folder. undefined when it cannot be told. */
  files(folder: string): string[] | undefined {
    if (this.#isLink(folder)) return [];
    return this.#entries(folder)
      ?.map((entry) => ({ entry, relative: `${folder}/${entry.name}` }))
      .filter(({ entry, relative }) => {
        if (!parseJournalPath(relative)) return false;
        if (!entry.isFile()) this.#refuse(relative);
        return entry.isFile();
      })
      .map(({ relative }) => relative);
  }

  /** Names one folder among all that may ever have its name; undefined when there is none. */
  identity(folder: string): string | undefined {
    try {
      const { dev, ino } = lstatSync(path.join(this.#root, folder));
      return `${dev} ${ino}`;
    } catch {
      return undefined;
    }
  }

  #isLink(relative: string): boolean {
    if (!isLink(path.join(this.#root, relative))) return false;
    this.#refuse(relative);
    return true;
  }

  #refuse(relative: string): void {
    if (this.#refused.has(relative)) return;
    this.#refused.add(relative);
    this.#onRefused(relative);
  }

  #entries(folder: string): Dirent[] | undefined {
    try {
      return readdirSync(path.join(this.#root, folder), { withFileTypes: true });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === 'ENOENT' || code === 'ENOTDIR' ? [] : undefined;
    }
  }
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    return false;
  }
}
