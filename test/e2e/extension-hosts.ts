import { readdirSync, readFileSync } from 'node:fs';

/** Linux only: reads /proc. @returns The process ids of the extension hosts that a server has started. */
export function extensionHostsOf(serverPid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter(
      (pid) => parentOf(pid) === serverPid && read(`/proc/${pid}/cmdline`).includes('--type=extensionHost'),
    )
    .map(Number);
}

/** The name in front of the parent's id may hold spaces and parentheses. */
function parentOf(pid: string): number {
  const text = read(`/proc/${pid}/stat`);
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
}

/** A process may have gone since it was listed. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
