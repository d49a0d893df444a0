import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import type { Disposable } from '../base/disposable.ts';
import type { JournalFolders } from './journal-folders.ts';

/** Runs that are watched or polled closely; the others are looked at in turn. */
const mostHot = 64;
/** Of the others, so many are looked at in a second. */
const coldPerSecond = 200;
const roundMs = 250;
/** With watching at work every fourth round is enough to catch what it misses. */
const roundsBetweenLooks = 4;
/** Run folders that are copied in come by the hundred: they are listed together. */
const runsNoticeMs = 20;

export interface FollowerOptions {
  /** The `.runstone` folder; it may come and go. */
  readonly root: string;
  readonly folders: JournalFolders;
  readonly poll: 'auto' | 'always';
  /** This file may have changed or gone. */
  readonly onFile: (relative: string) => void;
  /** These are all journal files of the folder; none when it is gone. */
  readonly onFolder: (folder: string, files: readonly string[]) => void;
  /** `.runstone` is gone, or another one is in its place. */
  readonly onGone: () => void;
}

interface Watched {
  readonly watcher: FSWatcher;
  readonly identity: string | undefined;
}

/**
 * Notices that journal files appear, grow and go: by file watching where it works, and by looking anyway, because
 * on network file systems and in some containers watching is silent. Runs heard of lately are looked at every time.
 */
export class Follower implements Disposable {
  readonly #options: FollowerOptions;
  readonly #watched = new Map<string, Watched>();
  /** Run folders, most recently active last. */
  readonly #hot = new Set<string>();
  #runs: string[] = [];
  #nextCold = 0;
  #timer: NodeJS.Timeout | undefined;
  #runsTimer: NodeJS.Timeout | undefined;
  #rounds = 0;
  #wasThere = false;
  #disposed = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** All journal files there are, the newest runs first. */
  list(): string[] {
    const { folders } = this.#options;
    const runs = folders.runFolders() ?? [];
    this.#runs = runs;
    this.#wasThere = folders.isThere() === true;
    return ['journal', ...runs.toReversed()].flatMap((folder) => folders.files(folder) ?? []);
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
    if (coldest !== undefined) this.#cool(coldest);
  }

  #cool(runFolder: string): void {
    this.#hot.delete(runFolder);
    this.#unwatch(runFolder);
  }

  #round(): void {
    if (this.#disposed) return;
    if (this.#options.poll === 'always' || this.#rounds % roundsBetweenLooks === 0) this.#look();
    this.#rounds++;
    this.#timer = setTimeout(() => this.#round(), roundMs);
  }

  #look(): void {
    const isThere = this.#options.folders.isThere();
    if (isThere === undefined) return;
    if (!isThere) return this.#leave();
    this.#wasThere = true;
    this.#watch('runs');
    this.#watch('journal');
    for (const run of this.#hot) this.#watch(run);
    const fresh = this.#lookAtRuns();
    const roundsPerLook = this.#options.poll === 'always' ? 1 : roundsBetweenLooks;
    const coldPerLook = (coldPerSecond * roundMs * roundsPerLook) / 1000;
    const inTurn = Array.from(
      { length: Math.min(coldPerLook, this.#runs.length) },
      () => this.#runs[this.#nextCold++ % this.#runs.length] as string,
    );
    for (const folder of new Set(['journal', ...this.#hot, ...fresh, ...inTurn])) this.#tell(folder);
  }

  #leave(): void {
    for (const folder of [...this.#watched.keys()]) this.#unwatch(folder);
    this.#hot.clear();
    this.#runs = [];
    if (this.#wasThere) this.#options.onGone();
    this.#wasThere = false;
  }

  /** Tells of run folders that went away; answers those that came. */
  #lookAtRuns(): string[] {
    const runs = this.#options.folders.runFolders();
    if (!runs) return [];
    const before = new Set(this.#runs);
    const now = new Set(runs);
    this.#runs = runs;
    for (const run of before) {
      if (now.has(run)) continue;
      this.#cool(run);
      this.#options.onFolder(run, []);
    }
    return runs.filter((run) => !before.has(run));
  }

  #tell(folder: string): void {
    const files = this.#options.folders.files(folder);
    if (files) this.#options.onFolder(folder, files);
  }

  #watch(folder: string): void {
    if (this.#options.poll === 'always' || this.#disposed) return;
    const { identity } = this.#watched.get(folder) ?? {};
    const found = this.#options.folders.identity(folder);
    // A folder that was deleted and made again is another one: its watcher has gone silent.
    if (identity === found) return;
    this.#unwatch(folder);
    if (found === undefined) return;
    try {
      const watcher = watch(path.join(this.#options.root, folder), { persistent: false }, (_event, name) =>
        this.#notice(folder, name),
      );
      watcher.on('error', () => this.#unwatch(folder));
      this.#watched.set(folder, { watcher, identity: found });
    } catch {
      // No watching here, or no more of it: looking finds what happens.
    }
  }

  #notice(folder: string, name: string | null): void {
    if (this.#disposed) return;
    if (folder === 'runs') this.#runsTimer ??= setTimeout(() => this.#noticeRuns(), runsNoticeMs);
    else if (name?.endsWith('.jsonl')) this.#options.onFile(`${folder}/${name}`);
    else if (name === null) this.#tell(folder);
  }

  /** The client makes a run's folder first and the file in it a moment later. */
  #noticeRuns(): void {
    this.#runsTimer = undefined;
    for (const run of this.#lookAtRuns()) {
      this.heat(run);
      this.#tell(run);
    }
  }

  #unwatch(folder: string): void {
    this.#watched.get(folder)?.watcher.close();
    this.#watched.delete(folder);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#runsTimer);
    for (const folder of [...this.#watched.keys()]) this.#unwatch(folder);
  }
}
