// A project as a person would have it after an afternoon: a git repository, four commits, runs between them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../setup/everything.mjs';
import { runCommand, StepError } from '../setup/run-command.mjs';

/** Holds the package `runstone`, as `dist/python` in the extension does. */
const clientFolder = path.join(root, 'python');

/** @typedef {{ folder: string, python: string }} Project */

/**
 * @param {string} folder Empty, or not there yet.
 * @param {string} python
 * @returns {Promise<Project>}
 */
export async function createProject(folder, python) {
  await mkdir(folder, { recursive: true });
  await cp(path.join(root, 'examples', 'digits'), folder, {
    recursive: true,
    filter: (file) => !/[\\/](\.runstone|__pycache__|\.venv)$/.test(file),
  });
  const project = { folder, python };
  await git(project, 'init', '--quiet', '--initial-branch=main');
  return project;
}

/** @param {Project} project @param {...string} args */
async function git({ folder }, ...args) {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];
  return runCommand('git', [...who, ...args], {
    cwd: folder,
    advice: 'see that git is installed and works.',
  });
}

/** @param {Project} project @param {string} message */
export async function commitAll(project, message) {
  await git(project, 'add', '--all');
  await git(project, 'commit', '--quiet', '--message', message);
}

/**
 * Changes train.py as a person would.
 *
 * @param {Project} project
 * @param {string} from Occurs exactly once.
 * @param {string} to
 */
export async function editTraining({ folder }, from, to) {
  const file = path.join(folder, 'train.py');
  const text = await readFile(file, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`train.py does not hold this line once: ${from}`);
  await writeFile(file, text.replace(from, to));
}

/**
 * Starts `python train.py` with the client, which needs no installation.
 *
 * @param {Project} project
 * @param {readonly string[]} args
 * @returns {import('node:child_process').ChildProcess & { said: () => string }}
 */
export function startTraining({ folder, python }, args) {
  // Trainings run side by side: one thread each is faster than all threads for all.
  const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const env = { ...process.env, ...threads, PYTHONPATH: clientFolder, PYTHONUNBUFFERED: '1' };
  for (const name of Object.keys(env)) if (name.startsWith('RUNSTONE_')) delete env[name];
  const child = spawn(python, ['train.py', ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return Object.assign(child, { said: () => said });
}

/**
 * @param {Project} project
 * @param {readonly string[]} args
 * @param {{ exitCode?: number }} [expected]
 */
export async function train(project, args, { exitCode = 0 } = {}) {
  const child = startTraining(project, args);
  const [code] = await once(child, 'close');
  if (code === exitCode) return;
  const command = ['train.py', ...args].join(' ');
  throw new StepError(
    `\`python ${command}\` ended with exit code ${code}, not ${exitCode}.\n${child.said()}`,
  );
}

/**
 * Starts a training and kills it, as a machine that runs out of memory would, when it has printed an epoch.
 *
 * @param {Project} project
 * @param {readonly string[]} args
 * @param {number} epoch
 */
export async function trainAndKill(project, args, epoch) {
  const child = startTraining(project, [...args, '--delay', '0.02']);
  const seen = new RegExp(`^epoch +${epoch} `, 'm');
  child.stdout?.on('data', () => {
    if (seen.test(child.said())) child.kill('SIGKILL');
  });
  const [code, signal] = await once(child, 'close');
  if (signal !== 'SIGKILL' && process.platform !== 'win32') {
    throw new StepError(`The training ended by itself with exit code ${code}.\n${child.said()}`);
  }
}

const lateStep = '    predicted = model.predict(val_x)\n';

/**
 * The afternoon: seven runs over four commits; one fails, one is killed.
 *
 * @param {Project} project
 * @param {(line: string) => void} say
 */
export async function fillProject(project, say) {
  const both = (/** @type {readonly (readonly string[])[]} */ runs) =>
    Promise.all(runs.map((args) => train(project, args)));
  await commitAll(project, 'Learn handwritten digits with a small network');
  say('2 runs of the first version');
  await both([
    ['--lr', '0.002'],
    ['--lr', '0.005'],
  ]);

  await editTraining(project, '"--hidden", type=int, default=32', '"--hidden", type=int, default=64');
  await commitAll(project, 'Widen the hidden layer');
  say('2 runs with a wider layer');
  await both([
    ['--lr', '0.005'],
    ['--lr', '0.01', '--batch-size', '128'],
  ]);

  const buggy = `    if epoch == 20:\n        model.set_params(alpha=args.penalty * 100)\n`;
  await editTraining(project, lateStep, buggy + lateStep);
  await commitAll(project, 'Raise the penalty after 20 epochs');
  say('1 run with a mistake in it');
  await train(project, ['--lr', '0.01'], { exitCode: 1 });

  await editTraining(project, 'args.penalty', 'args.alpha');
  await commitAll(project, 'Call the penalty what the parser calls it');
  say('1 run with the mistake mended, 1 that is killed');
  await train(project, ['--lr', '0.01', '--alpha', '0.001']);
  await editTraining(project, '"--batch-size", type=int, default=64', '"--batch-size", type=int, default=32');
  await trainAndKill(project, ['--lr', '0.008'], 26);
}
