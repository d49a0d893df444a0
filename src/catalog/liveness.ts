import { interruptedAfterMs } from '../domain/run.ts';

/** A dead process is believed to be dead after this long a silence, in milliseconds. */
const deadAfterMs = 5_000;

export interface OpenRun {
  readonly runRef: number;
  readonly lastEventAtMs: number;
  readonly host: string | null;
  readonly pid: number | null;
}

/**
 * Tells interrupted runs from running ones. A run without an end is interrupted when nothing was heard of it for a
 * minute; or at once when it ran on this machine and its process is gone. Where the second turns out wrong
 * (containers that share a host name), the process id of that run is not trusted again.
 */
export class Liveness {
  readonly #host: string;
  readonly #heardAtMs = new Map<number, number>();
  readonly #judgedDead = new Set<number>();
  readonly #distrusted = new Set<number>();

  constructor(host: string) {
    this.#host = host;
  }

  /** A file of the run grew at this time of the file system's own clock. */
  heard(runRef: number, atMs: number): void {
    this.#heardAtMs.set(runRef, Math.max(atMs, this.#heardAtMs.get(runRef) ?? 0));
    if (this.#judgedDead.delete(runRef)) this.#distrusted.add(runRef);
  }

  isInterrupted(run: OpenRun, nowMs: number): boolean {
    const silentMs = nowMs - Math.max(run.lastEventAtMs, this.#heardAtMs.get(run.runRef) ?? 0);
    if (silentMs > interruptedAfterMs) return true;
    if (silentMs < deadAfterMs || run.pid === null || run.host !== this.#host) return false;
    if (this.#distrusted.has(run.runRef) || isAlive(run.pid)) return false;
    this.#judgedDead.add(run.runRef);
    return true;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
