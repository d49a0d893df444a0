import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const python = process.env['RUNSTONE_PYTHON'] ?? 'python3';

/** What a training has said and how it ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Python process that trains with the real client. */
export class Training {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';

  /** @param script A program of `test/faults/trainings`. */
  constructor(folder: string, script: string, words: readonly string[] = [], environment: object = {}) {
    const child = spawn(python, [path.resolve('test/faults/trainings', script), ...words], {
      cwd: folder,
      env: {
        ...withoutRunstone(process.env),
        PYTHONPATH: path.resolve('python'),
        PYTHONDONTWRITEBYTECODE: '1',
        RUNSTONE_DIR: folder,
        ...environment,
      },
    });
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.ended = once(child, 'close').then(([exitCode, signal]) => ({
      exitCode,
      signal,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Resolves at the first output, or when the training has ended without any. */
  async firstOutput(): Promise<void> {
    if (this.#stdout === '' && this.#child.stdout)
      await Promise.race([once(this.#child.stdout, 'data'), this.ended]);
  }

  /** Ends the standard input: for the trainings that go on until then. */
  stop(): Promise<Ended> {
    this.#child.stdin?.end();
    return this.ended;
  }

  /** Holds the training still, at whatever it is doing. */
  hold(): void {
    this.#child.kill('SIGSTOP');
  }

  letGo(): void {
    this.#child.kill('SIGCONT');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

function withoutRunstone(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('RUNSTONE_')));
}
