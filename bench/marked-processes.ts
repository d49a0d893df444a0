import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const variable = 'RUNSTONE_BENCH_MARK';
const marks = new Set<string>();
let watching = false;

/**
 * A mark in the environment of a program, which all that it starts inherits. Some trackers start services in sessions of
 * their own, which outlive the program and its process group: by their mark they are found.
 */
export interface Mark {
  readonly environment: Readonly<Record<string, string>>;
  /** All that bear it and run, in no order. Reads Linux's /proc; elsewhere there are none. */
  processes(): number[];
  /** Ends them all, and what they start meanwhile; resolves when none is left. */
  end(): Promise<void>;
}

export function newMark(): Mark {
  const mark = randomUUID();
  marks.add(mark);
  endMarkedAtExit();
  return {
    environment: { [variable]: mark },
    processes: () => marked(mark),
    async end() {
      while (killMarked(mark) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      marks.delete(mark);
    },
  };
}

function marked(mark: string): number[] {
  return processIds().filter((pid) => environmentOf(pid).includes(`${variable}=${mark}\0`));
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Empty when the process is gone, is another person's, or has ended and waits for its parent to notice. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function killMarked(mark: string): number {
  const found = marked(mark);
  for (const pid of found) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended since it was found.
    }
  }
  return found.length;
}

function endMarkedAtExit(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const mark of marks) killMarked(mark);
  });
  // By default a signal ends this process without its `exit`.
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => process.exit(128 + number));
  }
}
