// A Python environment of its own for each peer: their dependencies clash, and none of them touches the project's.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePythonEnvironment } from '../tools/setup/python-venv.mjs';
import { step } from '../tools/setup/run-command.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'peers');

/**
 * @param {string} root The checkout.
 * @param {string} peer Names a file of pinned requirements in `bench/peers`.
 * @returns {Promise<{ python: string, bin: string }>}
 */
export function makePeerEnvironment(root, peer) {
  return step(`Python environment of ${peer}`, () =>
    makePythonEnvironment(root, {
      name: `bench-${peer}`,
      requirements: path.join(folder, `${peer}.txt`),
    }),
  );
}
