// npm run package: builds for production and makes runstone-<version>.vsix with vsce.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { root } from './setup/everything.mjs';
import { runCommand } from './setup/run-command.mjs';

const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const vsix = path.join(root, `runstone-${version}.vsix`);
await runCommand(process.execPath, ['esbuild.js', '--production'], { cwd: root });
await runCommand(
  process.execPath,
  ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--skip-license', '--out', vsix],
  {
    cwd: root,
  },
);
console.log(`${path.basename(vsix)}: ${((await stat(vsix)).size / 1e6).toFixed(2)} MB`);
