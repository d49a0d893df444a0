import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Whether this process may mount a file system of its own: file modes stop nobody who may. */
export const canMount = tryToMount();

function mount(folder: string, options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
}

function tryToMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'runstone-mount-'));
  try {
    mount(folder, 'size=64k');
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

/** A small disk in memory, mounted on a folder. Needs `canMount`. */
export class SmallDisk {
  readonly #folder: string;

  constructor(folder: string, kibibytes: number) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    mount(folder, `size=${kibibytes}k`);
  }

  remount(mode: 'ro' | 'rw'): void {
    execFileSync('mount', ['-o', `remount,${mode}`, this.#folder]);
  }

  unmount(): void {
    // Lazily: a watcher that is being closed may still look at it.
    execFileSync('umount', ['--lazy', this.#folder]);
  }
}

/** Lets a folder be written to or not: by mounting where that is possible, because root may write whatever the mode. */
export class WriteProtection {
  readonly #folder: string;
  readonly #disk: SmallDisk | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#disk = canMount ? new SmallDisk(folder, 16_384) : undefined;
  }

  set(isProtected: boolean): void {
    if (this.#disk) this.#disk.remount(isProtected ? 'ro' : 'rw');
    else
      for (const folder of ['.', 'runs', 'journal'])
        chmodFolder(path.join(this.#folder, folder), isProtected);
  }

  remove(): void {
    this.set(false);
    this.#disk?.unmount();
  }
}

function chmodFolder(folder: string, isProtected: boolean): void {
  try {
    chmodSync(folder, isProtected ? 0o555 : 0o755);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
