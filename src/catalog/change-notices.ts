import type { Disposable } from '../base/disposable.ts';
import type { RunId } from '../domain/run.ts';
import type { CatalogNotice, CatalogStatus } from '../protocol/catalog.ts';

/** At most twenty notices of change a second: what is logged is told of before a person could see that it is late. */
const noticeEveryMs = 50;
/** Telling may take at most this share of the time: with many runs it costs milliseconds. */
const tellingShare = 0.03;

export interface ChangeSource {
  readonly notify: (notice: CatalogNotice) => void;
  readonly runIds: (runRefs: ReadonlySet<number>) => RunId[];
  /** Whether columns came or went since this was last asked. */
  readonly takeColumnsChanged: () => boolean;
  readonly status: () => CatalogStatus;
}

/** Counts the versions of the catalog and tells of them: the first change at once, what follows together. */
export class ChangeNotices implements Disposable {
  readonly #source: ChangeSource;
  #version = 1;
  #runRefs = new Set<number>();
  #untold = false;
  #timer: NodeJS.Timeout | undefined;
  #lastMs = Number.NEGATIVE_INFINITY;
  #costMs = 0;

  constructor(source: ChangeSource) {
    this.#source = source;
  }

  get version(): number {
    return this.#version;
  }

  changed(runRefs: Iterable<number>): void {
    this.#version++;
    this.#untold = true;
    for (const runRef of runRefs) this.#runRefs.add(runRef);
    this.#timer ??= setTimeout(
      () => this.tell(),
      Math.max(0, this.#lastMs + Math.max(noticeEveryMs, this.#costMs / tellingShare) - performance.now()),
    );
  }

  /** Everything may be different: better to ask for all of it again. */
  changedEntirely(): void {
    this.#version++;
    this.#forget();
    this.#source.takeColumnsChanged();
    this.#send({ notice: 'changed', version: this.#version, runIds: null, columnsChanged: true });
  }

  /** Tells now what has not been told yet. */
  tell(): void {
    if (!this.#untold) return;
    const runIds = this.#source.runIds(this.#runRefs);
    this.#forget();
    const columnsChanged = this.#source.takeColumnsChanged();
    this.#send({ notice: 'changed', version: this.#version, runIds, columnsChanged });
  }

  #send(notice: CatalogNotice): void {
    this.#lastMs = performance.now();
    this.#source.notify(notice);
    this.#source.notify({ notice: 'status', status: this.#source.status() });
    this.#costMs = performance.now() - this.#lastMs;
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#untold = false;
    this.#runRefs = new Set();
  }

  dispose(): void {
    this.#forget();
  }
}
