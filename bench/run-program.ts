import { spawn } from 'node:child_process';
import { newMark } from './marked-processes.ts';

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
}

/**
 * Runs a program and gives the JSON on the last line it printed; fails with the end of what it said. What it has started
 * ends with it.
 */
export function runForJson(
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs }: ProgramOptions,
): Promise<unknown> {
  const mark = newMark();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...env, ...mark.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let complaints = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (complaints += chunk));
    child.on('error', reject);
    // Services that hold the pipes open would keep it from closing.
    child.on('exit', () => void mark.end());
    child.on('close', (code, signal) => {
      const last = output.trim().split('\n').at(-1) ?? '';
      try {
        if (code !== 0) throw new Error();
        resolve(JSON.parse(last));
      } catch {
        const said = (complaints.trim() || output.trim()).split('\n').slice(-6).reverse().join('\n');
        reject(new Error(`${said || 'nothing was said'} (ended with ${signal ?? code})`));
      }
    });
  });
}
