import path from 'node:path';
import type { Engine } from './engine.ts';
import { isEngineFailure } from './engine-failure.ts';

/** Work between two looks at the message queue, in milliseconds. */
const sliceMs = 15;
/** Files that changed so lately belong to a run that goes on. */
const activeWithinMs = 15 * 60_000;

export interface ReadingOptions {
  /** Changes when the catalog is rebuilt. */
  readonly engine: () => Engine;
  readonly listFolder: (folder: string) => readonly string[];
  readonly onChanged: (runRefs: ReadonlySet<number>) => void;
  /** Runs were forgotten: what was told of them does not hold. */
  readonly onForgotten: () => void;
  /** Nothing is left to read. */
  readonly onIdle: () => void;
  readonly onActive: (runFolder: string) => void;
  readonly onCannotRead: (relative: string, error: unknown) => void;
  /** Only reading everything anew helps. */
  readonly onRebuild: (reason: string) => void;
  readonly onDamaged: (error: unknown) => void;
}

/** Reads the journal files that have grown, a little at a time, and forgets those that were replaced or removed. */
export class JournalReading {
  readonly #options: ReadingOptions;
  readonly #pending = new Set<string>();
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#pending.size === 0;
  }

  /** Settles when nothing is left to read. */
  get idle(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  /** What the files hold now is all there is to read. */
  reset(files: readonly string[]): void {
    this.#pending.clear();
    const known = this.#options.engine().files;
    for (const file of files) if (known.look(file) === 'grown') this.#pending.add(file);
  }

  /** Takes a look at these files, and reads on. */
  look(files: readonly string[]): void {
    this.note(files);
    this.readOn();
  }

  /** Takes a look at these files, to read them later. */
  note(files: readonly string[]): void {
    const lost = files.filter((file) => this.#lookAt(file));
    if (lost.length > 0) this.#forget(lost);
  }

  /** Takes a look at all files of a folder: what was read and is not among them is gone. */
  lookAtFolder(folder: string, files: readonly string[]): void {
    const there = new Set(files);
    const gone = this.#options
      .engine()
      .files.inFolder(folder)
      .filter((file) => !there.has(file));
    this.look([...gone, ...files]);
  }

  /** Answers whether what the file gave must go. */
  #lookAt(file: string): boolean {
    const { files } = this.#options.engine();
    const state = files.look(file);
    if (state === 'grown') this.#pending.add(file);
    return state === 'replaced' || (state === 'missing' && files.runRefOf(file) !== undefined);
  }

  #forget(lost: readonly string[]): void {
    const { files } = this.#options.engine();
    const runRefs = new Set<number>();
    for (const file of lost) {
      const runRef = files.runRefOf(file);
      if (runRef === undefined) continue;
      // The editor's own journal tells of any run: nothing less than everything is read again.
      if (runRef === null) return this.#options.onRebuild(`${file} was replaced or removed.`);
      runRefs.add(runRef);
    }
    if (runRefs.size === 0) return;
    const folders = new Set(lost.map((file) => path.posix.dirname(file)));
    for (const runRef of runRefs) files.forgetRun(runRef);
    for (const folder of [...folders, 'journal']) {
      for (const file of this.#options.listFolder(folder)) this.#lookAt(file);
    }
    this.#options.onForgotten();
  }

  readOn(): void {
    if (this.#pending.size === 0 || this.#stopped) return;
    this.#running ??= this.#readAll().finally(() => {
      this.#running = undefined;
    });
  }

  async #readAll(): Promise<void> {
    while (this.#pending.size > 0 && !this.#stopped) {
      this.readFor(sliceMs);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#options.onIdle();
  }

  /** One transaction for all files of the time: what it costs to end one is shared. */
  readFor(milliseconds: number): void {
    this.#options.engine().database.transaction(() => this.#readFor(milliseconds));
  }

  #readFor(milliseconds: number): void {
    const deadline = performance.now() + milliseconds;
    for (const file of this.#pending) {
      if (performance.now() > deadline) return;
      try {
        this.#read(file);
      } catch (error) {
        this.#pending.delete(file);
        if (isEngineFailure(error)) return this.#options.onDamaged(error);
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#options.onCannotRead(file, error);
      }
    }
  }

  #read(file: string): void {
    const { progressed, runRefs, modifiedAtMs, upToDate } = this.#options.engine().files.read(file);
    if (upToDate) this.#pending.delete(file);
    if (!progressed) return;
    this.#options.onChanged(runRefs);
    if (file.startsWith('runs/') && Math.abs(Date.now() - modifiedAtMs) < activeWithinMs)
      this.#options.onActive(path.posix.dirname(file));
  }

  stop(): void {
    this.#stopped = true;
  }
}
