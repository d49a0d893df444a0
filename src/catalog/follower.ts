import { type FSWatcher, readdirSync, watch } from 'node:fs';
import path from 'node:path';
import type { Disposable } from '../base/disposable.ts';
import { isRunId } from '../domain/run.ts';

/** Runs that are watched or polled closely; the others are looked at in turn. */
const mostHot = 64;
const coldPerRound = 200;

export interface FollowerOptions {
  /** The `.runstone` folder; it may come and go. */
  readonly root: string;
  readonly poll: 'auto' | 'always';
  /** Called with the relative paths of journal files that may have changed. */
  readonly onFiles: (relativePaths: readonly string[]) => void;
  readonly onGone: () => void;
}

/**
 * Notices that journal files appear and grow: by file watching where it works, and by looking anyway, because on
 * network file systems and in some containers watching is silent. Runs heard of lately are looked at every round.
 */
export class Follower implements Disposable {
  readonly #options: FollowerOptions;
  readonly #watchers = new Map<string, FSWatcher>();
  /** Run folders, most recently active last. */
  readonly #hot = new Set<string>();
  #cold: string[] = [];
  #coldIndex = 0;
  #timer: NodeJS.Timeout | undefined;
  #rounds = 0;
  #wasThere = false;
  #disposed = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** All journal files there are, the newest runs first. */
  list(): string[] {
    const runs = this.#runFolders();
    this.#cold = runs;
    return [...this.#journalFiles('journal'), ...runs.toReversed().flatMap((run) => this.#journalFiles(run))];
  }

  start(): void {
    this.#round();
  }

  /** The run in this folder was heard of: look at it closely from now on. */
  heat(runFolder: string): void {
    this.#hot.delete(runFolder);
    this.#hot.add(runFolder);
    this.#watch(runFolder);
    if (this.#hot.size <= mostHot) return;
    const [coldest] = this.#hot;
    if (coldest !== undefined) {
      this.#hot.delete(coldest);
      this.#unwatch(coldest);
    }
  }

  #round(): void {
    if (this.#disposed) return;
    this.#rounds++;
    // With watching at work every fourth round is enough to catch what it misses.
    const everything = this.#options.poll === 'always' || this.#rounds % 4 === 1;
    if (everything) this.#look();
    this.#timer = setTimeout(() => this.#round(), 250);
  }

  #look(): void {
    const runs = this.#runFolders();
    const isThere = runs.length > 0 || this.#entries('').length > 0;
    if (this.#wasThere && !isThere) {
      for (const folder of [...this.#watchers.keys()]) this.#unwatch(folder);
      this.#options.onGone();
    }
    this.#wasThere = isThere;
    if (!isThere) return;
    this.#watch('runs');
    this.#watch('journal');
    const known = new Set(this.#cold);
    const fresh = runs.filter((run) => !known.has(run));
    this.#cold = runs;
    const inTurn = Array.from(
      { length: Math.min(coldPerRound, runs.length) },
      () => runs[this.#coldIndex++ % runs.length] as string,
    );
    this.#tell(['journal', ...this.#hot, ...fresh, ...inTurn]);
  }

  #tell(folders: Iterable<string>): void {
    const files = [...new Set(folders)].flatMap((folder) => this.#journalFiles(folder));
    if (files.length > 0) this.#options.onFiles(files);
  }

  #watch(folder: string): void {
    if (this.#options.poll === 'always' || this.#watchers.has(folder)) return;
    try {
      const watcher = watch(path.join(this.#options.root, folder), { persistent: false }, (_event, name) => {
        if (folder === 'runs') this.#look();
        else if (name?.endsWith('.jsonl')) this.#options.onFiles([`${folder}/${name}`]);
        else this.#tell([folder]);
      });
      watcher.on('error', () => this.#unwatch(folder));
      this.#watchers.set(folder, watcher);
    } catch {
      // No such folder yet, or no watching here: looking finds it.
    }
  }

  #unwatch(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #runFolders(): string[] {
    return this.#entries('runs')
      .filter(isRunId)
      .sort()
      .map((name) => `runs/${name}`);
  }

  #journalFiles(folder: string): string[] {
    return this.#entries(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => `${folder}/${name}`);
  }

  #entries(folder: string): string[] {
    try {
      return readdirSync(path.join(this.#options.root, folder));
    } catch {
      return [];
    }
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    for (const folder of [...this.#watchers.keys()]) this.#unwatch(folder);
  }
}
