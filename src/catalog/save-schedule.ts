import type { Disposable } from '../base/disposable.ts';

const saveAfterIdleMs = 3_000;
/** Saving may take at most this share of the time: a large catalog is saved less often. */
const saveShare = 0.05;

export interface SaveOptions {
  readonly version: () => number;
  /** Whether there is a place to save to, and quiet enough to do it. */
  readonly mayWrite: () => boolean;
  readonly write: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/** Decides when the catalog is saved: when it has changed, nothing is being read, and not too often. */
export class SaveSchedule implements Disposable {
  readonly #options: SaveOptions;
  #savedVersion: number;
  #timer: NodeJS.Timeout | undefined;
  #costMs = 0;
  #saving: Promise<boolean> | undefined;
  #failureSaid = false;
  #disposed = false;

  constructor(options: SaveOptions) {
    this.#options = options;
    this.#savedVersion = options.version();
  }

  soon(): void {
    if (this.#timer || this.#disposed || this.#savedVersion === this.#options.version()) return;
    const wait = Math.max(saveAfterIdleMs, this.#costMs / saveShare);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // What is being read calls again when it is done.
      if (this.#options.mayWrite()) void this.now().then(() => this.soon());
    }, wait);
    this.#timer.unref();
  }

  /** Answers whether something was written. A failure is said once; the catalog works on in memory. */
  async now(): Promise<boolean> {
    if (this.#saving) await this.#saving;
    if (this.#savedVersion === this.#options.version()) return false;
    this.#saving ??= this.#write().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  async #write(): Promise<boolean> {
    const version = this.#options.version();
    const began = performance.now();
    try {
      await this.#options.write();
      this.#failureSaid = false;
      return true;
    } catch (error) {
      if (!this.#failureSaid) this.#options.onFailure(error);
      this.#failureSaid = true;
      return false;
    } finally {
      // A version that could not be written is not tried again: the next change is.
      this.#savedVersion = version;
      this.#costMs = performance.now() - began;
    }
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }
}
