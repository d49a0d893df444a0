// The editor under test: the VS Code build inside the npm package code-server, ready to run with Node 24.
import path from 'node:path';
import { cached } from './cache.mjs';
import { installNode24 } from './node24.mjs';
import { unpackNpmPackage } from './npm-archive.mjs';
import { runCommand } from './run-command.mjs';

const version = '4.139.1';

/** @returns {Promise<{ node: string, serverMain: string }>} */
export async function installEditor() {
  const { node, folder: nodeFolder } = await installNode24();
  const folder = await cached(`code-server-${version}`, async (work) => {
    await unpackNpmPackage(`code-server@${version}`, work);
    const env = {
      ...process.env,
      PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
      npm_config_nodedir: nodeFolder,
      // The editor's terminal and file watcher are native modules: their install scripts must run, which
      // newer npm versions leave out unless told otherwise.
      npm_config_ignore_scripts: 'false',
      npm_config_dangerously_allow_all_scripts: 'true',
    };
    await runCommand('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: path.join(work, 'lib', 'vscode'),
      env,
      advice:
        'a C++ compiler, make, python3, pkg-config and libkrb5-dev are needed to build its native modules.',
    });
    await runCommand(node, ['-e', "require('@vscode/spdlog'); require('node-pty')"], {
      cwd: path.join(work, 'lib', 'vscode'),
      advice: 'the native modules of the editor were not built; see that npm may run install scripts.',
    });
  });
  return { node, serverMain: path.join(folder, 'lib', 'vscode', 'out', 'server-main.js') };
}
