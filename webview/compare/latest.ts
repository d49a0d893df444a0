import type { Disposable } from '../../src/base/disposable.ts';

type Task = (signal: AbortSignal) => Promise<void>;

/**
 * Latest wins: one question is under way at a time, and of those that come meanwhile only the newest is asked.
 * `ask` lets the one under way finish (its answer is still worth having), `replace` aborts it.
 */
export class Latest implements Disposable {
  readonly #onError: (error: unknown) => void;
  #running: AbortController | undefined;
  #next: Task | undefined;
  #disposed = false;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  ask(task: Task): void {
    if (this.#disposed) return;
    if (this.#running) this.#next = task;
    else void this.#run(task);
  }

  replace(task: Task): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#next = undefined;
    this.ask(task);
  }

  dispose(): void {
    this.#disposed = true;
    this.#next = undefined;
    this.#running?.abort();
  }

  async #run(task: Task): Promise<void> {
    const controller = new AbortController();
    this.#running = controller;
    try {
      await task(controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) this.#onError(error);
    }
    if (this.#running !== controller) return;
    this.#running = undefined;
    const next = this.#next;
    this.#next = undefined;
    if (next && !this.#disposed) void this.#run(next);
  }
}

/** Lets an action through at most once in `intervalMs`: at once when it was quiet, else when the time is over. */
export class Pace implements Disposable {
  readonly #intervalMs: number;
  readonly #action: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: number, action: () => void) {
    this.#intervalMs = intervalMs;
    this.#action = action;
  }

  request(): void {
    if (this.#timer !== undefined) return;
    const waitMs = this.#lastAtMs + this.#intervalMs - performance.now();
    this.#timer = setTimeout(() => this.#go(), Math.max(0, waitMs));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #go(): void {
    this.#timer = undefined;
    this.#lastAtMs = performance.now();
    this.#action();
  }
}
