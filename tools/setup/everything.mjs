// All the set-up that the demo and the tests need, each step done once and found again.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installSystemPackages } from './apt.mjs';
import { installEditor } from './editor.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { makePythonEnvironment } from './python-venv.mjs';
import { StepError, step } from './run-command.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const oldestNode = 20;

function checkNode() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= oldestNode) return;
  throw new StepError(
    `This is Node ${process.versions.node}.\nWhat to do: install Node ${oldestNode} or newer, and put it on PATH.`,
  );
}

/** @returns {Promise<{ python: string, bin: string, node: string, serverMain: string }>} */
export async function setUpEverything() {
  checkNode();
  await step('System packages', installSystemPackages);
  await step('npm packages', () => installNpmPackages(root));
  const python = await step('Python environment with scikit-learn', () => makePythonEnvironment(root));
  const editor = await step('Editor under test (VS Code from npm)', installEditor);
  return { ...python, ...editor };
}
