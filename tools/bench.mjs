// npm run bench: sets everything up, bundles bench/ and runs it. See docs/performance.md.
//   npm run bench -- [BENCH ...] [--rounds N] [--quick] [--json FILE] [--write-docs] [--data FOLDER] [--vsix FILE]
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { makePeerEnvironment } from '../bench/peer-environments.mjs';
import { launchChromium } from './editor/chromium.mjs';
import { endGroup, spawnGroup } from './editor/process-group.mjs';
import { makeProfile } from './editor/profile.mjs';
import { installExtension, startServer } from './editor/server.mjs';
import { runCommand as runEditorCommand } from './editor/workbench.mjs';
import { root, setUpEverything } from './setup/everything.mjs';
import { runCommand, step } from './setup/run-command.mjs';

const out = path.join(root, 'out', 'bench');

/** The npm packages must be there before esbuild can be imported. */
async function bundle() {
  const { default: esbuild } = await import('esbuild');
  await mkdir(out, { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['bench/main.ts', 'bench/drivers/*.ts'],
    outdir: out,
    outbase: 'bench',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
}

/** A served editor with an empty profile; the extension is the packaged one. */
async function startEditor(editor, { vsix, settings }) {
  const profile = await makeProfile({ settings });
  if (vsix) await installExtension(editor, profile, vsix);
  const server = await startServer(editor, profile);
  return {
    windowUrl: (folder) => server.windowUrl(folder),
    logsFolder: path.join(profile.serverData, 'data', 'logs'),
    pid: server.pid,
    async stop() {
      await server.stop();
      await profile.remove();
    },
  };
}

/** Packs the extension as it is shipped. @returns {Promise<string>} The package's path. */
async function makePackage() {
  await step('Package of the extension', () =>
    runCommand(process.execPath, ['tools/package.mjs'], { cwd: root }),
  );
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return path.join(root, `runstone-${version}.vsix`);
}

/**
 * The package, and what is in it: unpacked into the bench's own folder, so that no other build changes it under way.
 *
 * @param {string | undefined} given Path of a package made before.
 */
async function shippedPackage(python, given) {
  const folder = path.join(out, 'shipped');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const vsix = path.join(folder, 'runstone.vsix');
  await cp(given ? path.resolve(given) : await makePackage(), vsix);
  await runCommand(python, ['-m', 'zipfile', '-e', vsix, folder]);
  return { vsix, dist: path.join(folder, 'extension', 'dist') };
}

const editor = await setUpEverything();
await step('Bundles of the bench', bundle);
const { main } = await import(pathToFileURL(path.join(out, 'main.mjs')).href);
process.exitCode = await main(process.argv.slice(2), root, {
  setUp: async () => editor,
  makePeerEnvironment,
  launchChromium,
  spawnGroup,
  endGroup,
  runEditorCommand,
  shippedPackage: (given) => shippedPackage(editor.python, given),
  startEditor: (options) => startEditor(editor, options),
});
