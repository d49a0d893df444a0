import { readFileSync } from 'node:fs';
import { interruptedAfterMs } from '../domain/run.ts';

/** A process that is gone is believed to be gone after this long a silence, and this long after it was first missed. */
const deadAfterMs = 2_000;
/** What a process may have taken from its start to the first event of its run is unlimited; clocks differ by this. */
const clockSlackMs = 5_000;

export interface OpenRun {
  readonly runRef: number;
  readonly lastEventAtMs: number;
  readonly host: string | null;
  readonly pid: number | null;
  /** When the process with this id said that it runs the run. */
  readonly processAtMs: number;
}

/**
 * Tells interrupted runs from running ones. A run without an end is interrupted when nothing was heard of it for a
 * minute; or within seconds when it ran on this machine and its process is gone. Where the second turns out wrong
 * (containers that share a host name), the process id of that run is not trusted again.
 */
export class Liveness {
  readonly #host: string;
  readonly #heardAtMs = new Map<number, number>();
  readonly #missedAtMs = new Map<number, number>();
  readonly #judgedDead = new Set<number>();
  readonly #distrusted = new Set<number>();

  constructor(host: string) {
    this.#host = host;
  }

  /** A file of the run grew at this time of the file system's own clock. */
  heard(runRef: number, atMs: number): void {
    if (atMs <= (this.#heardAtMs.get(runRef) ?? 0)) return;
    this.#heardAtMs.set(runRef, atMs);
    if (this.#judgedDead.delete(runRef)) this.#distrusted.add(runRef);
  }

  forget(runRef: number): void {
    this.#heardAtMs.delete(runRef);
    this.#missedAtMs.delete(runRef);
    this.#judgedDead.delete(runRef);
    this.#distrusted.delete(runRef);
  }

  /** Runs of which something was heard within the last minute. */
  heardLately(nowMs: number): number[] {
    return [...this.#heardAtMs].flatMap(([ref, atMs]) => (nowMs - atMs <= interruptedAfterMs ? [ref] : []));
  }

  isInterrupted(run: OpenRun, nowMs: number): boolean {
    // A time to come is another machine's wrong clock: it says nothing about now.
    const eventAtMs = run.lastEventAtMs <= nowMs + clockSlackMs ? run.lastEventAtMs : 0;
    const silentMs = nowMs - Math.max(eventAtMs, this.#heardAtMs.get(run.runRef) ?? 0);
    if (silentMs > interruptedAfterMs) return true;
    if (silentMs < deadAfterMs || run.pid === null || run.pid <= 0 || run.host !== this.#host) return false;
    if (this.#distrusted.has(run.runRef)) return false;
    if (isAlive(run.pid, run.processAtMs)) {
      this.#missedAtMs.delete(run.runRef);
      return false;
    }
    // The end that a process wrote before it went may not have been read yet.
    const missedAtMs = this.#missedAtMs.get(run.runRef) ?? nowMs;
    this.#missedAtMs.set(run.runRef, missedAtMs);
    if (nowMs - missedAtMs < deadAfterMs) return false;
    this.#judgedDead.add(run.runRef);
    return true;
  }
}

/** Whether the process that had this id at that time still runs: ids are used again. */
function isAlive(pid: number, atMs: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  const found = process.platform === 'linux' ? readProcess(pid) : undefined;
  if (!found) return true;
  return found.state !== 'Z' && found.state !== 'X' && found.startedAtMs <= atMs + clockSlackMs;
}

/** Linux only: elsewhere an id that is used again keeps a run alive until its minute of silence is over. */
function readProcess(pid: number): { state: string; startedAtMs: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before may hold spaces and parentheses; field 3 is the state, field 22 the start in clock ticks.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], Number(fields[19])];
    const bootS = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1];
    if (state === undefined || bootS === undefined || !Number.isFinite(ticks)) return undefined;
    return { state, startedAtMs: Number(bootS) * 1000 + ticks * 10 };
  } catch {
    return undefined;
  }
}
