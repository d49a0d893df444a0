// All the set-up that the demo and the tests need, each step done once and found again.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installSystemPackages } from './apt.mjs';
import { installEditor } from './editor.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { makePythonEnvironment } from './python-venv.mjs';
import { step } from './run-command.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @returns {Promise<{ python: string, bin: string, node: string, serverMain: string }>} */
export async function setUpEverything() {
  await step('System packages', installSystemPackages);
  await step('npm packages', () => installNpmPackages(root));
  const python = await step('Python environment with scikit-learn', () => makePythonEnvironment(root));
  const editor = await step('Editor under test (VS Code from npm)', installEditor);
  return { ...python, ...editor };
}
