// npm run package: builds for production and makes runstone-<version>.vsix with vsce.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNpmPackages } from './setup/npm-packages.mjs';
import { runCommand, step } from './setup/run-command.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** @returns {Promise<string>} Where the package lies, or will lie when it is made. */
export async function packagePath() {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return path.join(root, `runstone-${version}.vsix`);
}

/** @returns {Promise<string>} Path of the package. */
export async function makePackage() {
  const vsix = await packagePath();
  await runCommand(process.execPath, ['esbuild.js', '--production'], { cwd: root });
  // There is no public repository that the README's links could be rewritten to: they stay relative.
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await runCommand(process.execPath, ['node_modules/@vscode/vsce/vsce', ...args, '--out', vsix], {
    cwd: root,
  });
  return vsix;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await step('npm packages', () => installNpmPackages(root));
    const vsix = await makePackage();
    console.log(`${path.basename(vsix)}: ${((await stat(vsix)).size / 1e6).toFixed(2)} MB`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
