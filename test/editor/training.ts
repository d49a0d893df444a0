import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { isRunId, type RunId } from '../../src/domain/run.ts';
import { extension, workspaceFolder } from './under-test.ts';

const python = process.env['RUNSTONE_PYTHON'] ?? 'python3';

async function environment(): Promise<NodeJS.ProcessEnv> {
  const { extensionPath } = await extension();
  return {
    ...process.env,
    PYTHONPATH: `${extensionPath}/dist/python`,
    RUNSTONE_DIR: workspaceFolder().uri.fsPath,
  };
}

const printId = 'print("run", run.id, flush=True)';

/**
 * Runs a real training to its end.
 *
 * @param lines Python, after `run = runstone.init(<init>)`.
 */
export async function train(init: string, ...lines: readonly string[]): Promise<RunId> {
  const script = ['import runstone', `run = runstone.init(${init})`, printId, ...lines].join('\n');
  const { stdout } = await promisify(execFile)(python, ['-c', script], {
    env: await environment(),
    cwd: workspaceFolder().uri.fsPath,
  });
  return readId(stdout);
}

/** A training that goes on until it is told otherwise: each line sent to it is run as Python. */
export class LiveTraining {
  readonly runId: RunId;
  readonly #child: ChildProcess;

  static async start(init: string): Promise<LiveTraining> {
    const script = [
      'import sys, runstone',
      `run = runstone.init(${init})`,
      printId,
      'for line in sys.stdin: exec(line)',
    ].join('\n');
    const child = spawn(python, ['-c', script], {
      env: await environment(),
      cwd: workspaceFolder().uri.fsPath,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const output = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout?.on('data', (data) => {
        text += data;
        if (/^run \S+\n/m.test(text)) resolve(text);
      });
      child.once('error', reject);
      child.once('close', () => reject(new Error(`The training ended at once: ${text}`)));
    });
    return new LiveTraining(readId(output), child);
  }

  private constructor(runId: RunId, child: ChildProcess) {
    this.runId = runId;
    this.#child = child;
  }

  send(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Ends it with a signal, or by ending its input. */
  async end(signal?: NodeJS.Signals): Promise<void> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    if (signal) this.#child.kill(signal);
    else this.#child.stdin?.end();
    await closed;
  }
}

function readId(output: string): RunId {
  const id = /^run (\S+)/m.exec(output)?.[1] ?? '';
  if (!isRunId(id)) throw new Error(`No run id in: ${output}`);
  return id;
}
