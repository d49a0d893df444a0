// Runs programs for the set-up steps: quiet while they work, talkative when they fail.
import { spawn } from 'node:child_process';

/** A step of the set-up that failed, with what to do about it. */
export class StepError extends Error {
  name = 'StepError';
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, advice?: string }} [options]
 * @returns {Promise<string>} What the program printed.
 */
export function runCommand(command, args, { cwd, env, advice } = {}) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32' && /^(npm|npx)$/.test(command);
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => reject(new StepError(explain(error.message))));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new StepError(explain(`it ended with ${signal ?? `exit code ${code}`}`)));
    });
    /** @param {string} reason */
    function explain(reason) {
      const tail = output.trim().split('\n').slice(-25).join('\n');
      return [
        `\`${[command, ...args].join(' ')}\` failed: ${reason}.`,
        tail,
        advice && `What to do: ${advice}`,
      ]
        .filter(Boolean)
        .join('\n');
    }
  });
}

/**
 * Says what is being done, keeps saying that it still is, and how long it took.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  let announced = false;
  // A step that has nothing to do stays silent: it is over before its announcement.
  const announce = setTimeout(() => {
    announced = true;
    process.stderr.write(`- ${title} ...\n`);
  }, 300);
  const ticking = setInterval(
    () => process.stderr.write(`  ${title}: still working, ${seconds()} s\n`),
    20_000,
  );
  try {
    const result = await work();
    if (announced) process.stderr.write(`  ${title}: done in ${seconds()} s\n`);
    return result;
  } catch (error) {
    process.stderr.write(`  ${title}: failed\n`);
    throw error;
  } finally {
    clearTimeout(announce);
    clearInterval(ticking);
  }
}
