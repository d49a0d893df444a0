// Fetches a package of the npm registry as files, without installing it into a project.
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * @param {string} spec `name@version`
 * @param {string} folder Existing folder that receives the package's files.
 */
export async function unpackNpmPackage(spec, folder) {
  await runCommand('npm', ['pack', spec, '--pack-destination', folder, '--loglevel=error'], {
    cwd: folder,
    advice: 'check that the npm registry can be reached (`npm ping`), then run the command again.',
  });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack ${spec} left no archive in ${folder}.`);
  await runCommand('tar', ['-xzf', archive], { cwd: folder });
  await rm(path.join(folder, archive));
  for (const name of await readdir(path.join(folder, 'package'))) {
    await rename(path.join(folder, 'package', name), path.join(folder, name));
  }
  await rm(path.join(folder, 'package'), { recursive: true });
}
