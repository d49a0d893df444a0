import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newMark } from '../../../bench/marked-processes.ts';

/** Starts a service in a session of its own, says its process id, and leaves. */
const leavesAService = `
const { spawn } = require('node:child_process');
const service = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
service.unref();
console.log(service.pid);
`;

/** One that has ended and waits for its parent to notice does not run. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe.runIf(process.platform === 'linux')('A mark', () => {
  it('finds and ends a service that outlived the program and the session that started it', async () => {
    const mark = newMark();
    const program = spawn(process.execPath, ['-e', leavesAService], {
      env: { ...process.env, ...mark.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    program.stdout.on('data', (chunk) => (said += chunk));
    await once(program, 'close');
    const service = Number(said);
    expect(mark.processes()).toEqual([service]);

    await mark.end();
    expect(mark.processes()).toEqual([]);
    await expect.poll(() => isRunning(service)).toBe(false);
  });

  it('leaves alone what bears another', async () => {
    const mark = newMark();
    const other = newMark();
    const program = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
      env: { ...process.env, ...other.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(program.stdout, 'data');
    await mark.end();
    expect(other.processes()).toEqual([program.pid]);
    const ended = once(program, 'close');
    await other.end();
    await ended;
  });
});
