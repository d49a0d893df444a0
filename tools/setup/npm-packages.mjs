// node_modules, made from the lock file when it is missing or older than the lock file.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

/** @param {string} root The checkout. */
export async function installNpmPackages(root) {
  const lock = await readFile(path.join(root, 'package-lock.json'));
  const digest = createHash('sha256').update(lock).digest('hex');
  const stamp = path.join(root, 'node_modules', '.runstone-lock');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) return;
  await runCommand('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    advice: 'check that the npm registry can be reached (`npm ping`), then run the command again.',
  });
  await writeFile(stamp, digest);
}
