// A Python environment with scikit-learn and pytest, keyed by what is asked for and by the Python it is made with.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cached } from './cache.mjs';
import { runCommand, StepError } from './run-command.mjs';

const oldest = [3, 9];

/**
 * @param {string} root The checkout.
 * @param {{ name?: string, requirements?: string }} [options] `name` begins the name of the environment's folder.
 * @returns {Promise<{ python: string, bin: string }>} The interpreter, and the folder to put on `PATH`.
 */
export async function makePythonEnvironment(
  root,
  { name = 'python', requirements = path.join(root, 'tools', 'python-requirements.txt') } = {},
) {
  const { command, version } = await findPython();
  const key = createHash('sha256')
    .update(await readFile(requirements))
    .update(version)
    .digest('hex')
    .slice(0, 12);
  const folder = await cached(
    `${name}-${version}-${key}`,
    async (work) => {
      await runCommand(command, ['-m', 'venv', work], {
        advice:
          'install the venv module (on Debian: `apt-get install python3-venv`), then run the command again.',
      });
      const python = interpreter(work);
      await runCommand(
        python,
        ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
        {
          advice: 'check that PyPI can be reached (`pip index versions numpy`), then run the command again.',
        },
      );
    },
    { inPlace: true },
  );
  const python = interpreter(folder);
  return { python, bin: path.dirname(python) };
}

/** @param {string} folder */
function interpreter(folder) {
  return process.platform === 'win32'
    ? path.join(folder, 'Scripts', 'python.exe')
    : path.join(folder, 'bin', 'python');
}

async function findPython() {
  const script = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  for (const command of process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python']) {
    const version = (await runCommand(command, ['-c', script]).catch(() => '')).trim();
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return { command, version };
  }
  throw new StepError(
    `No Python ${oldest.join('.')} or newer was found.\nWhat to do: install one and put it on PATH.`,
  );
}
