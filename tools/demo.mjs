// npm run demo: a project that trains for real, and VS Code on its runs. See `npm run demo -- --help`.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { findDesktopEditor, openDesktop } from './demo/desktop.mjs';
import { readOptions, usage } from './demo/options.mjs';
import { makeTemporaryFolder } from './editor/temporary-folder.mjs';
import { exists } from './setup/cache.mjs';
import { root, setUpEverything } from './setup/everything.mjs';
import { runCommand, StepError, step } from './setup/run-command.mjs';

/** @typedef {Awaited<ReturnType<typeof setUpEverything>>} SetUp */
/** @typedef {import('./demo/options.mjs').Options} Options */

/** Everything from npm is imported only after the set-up, which may have to install it. */
const late = {
  package: () => import('./package.mjs'),
  project: () => import('./demo/sample-project.mjs'),
  profile: () => import('./editor/profile.mjs'),
  server: () => import('./editor/server.mjs'),
  shell: () => import('./editor/shell.mjs'),
  headless: () => import('./demo/headless.mjs'),
};

/**
 * @param {Options} options
 * @param {SetUp} setUp
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
async function makeProject({ keep }, { python }) {
  const stays = async () => {};
  if (keep && (await exists(path.join(keep, '.runstone')))) return { folder: keep, remove: stays };
  const { createProject, fillProject } = await late.project();
  const parent = keep ? undefined : await makeTemporaryFolder('demo');
  const folder = keep ?? path.join(parent?.folder ?? '', 'digits');
  console.error(`- Sample project in ${folder}`);
  const project = await createProject(folder, python);
  await fillProject(project, (line) => console.error(`  trains: ${line}`));
  return { folder, remove: parent?.remove ?? stays };
}

/** @returns {Promise<string>} Path of the package that opens the runs when the window opens. */
async function packOpener() {
  const vsix = path.join(root, 'out', 'demo-opener.vsix');
  await mkdir(path.dirname(vsix), { recursive: true });
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--skip-license',
    '--out',
    vsix,
  ];
  await runCommand(process.execPath, [vsce, ...args], { cwd: path.join(root, 'tools', 'demo', 'opener') });
  return vsix;
}

/** A person's editor: on the desktop until its window is closed, or served until Ctrl+C. */
async function openForAPerson(/** @type {Options} */ options, /** @type {SetUp} */ setUp, folder, vsix) {
  const { makeProfile } = await late.profile();
  const { shellSettings } = await late.shell();
  const profile = await makeProfile();
  await profile.setSettings(await shellSettings(profile, setUp.bin, { isPersonal: true }));
  const vsixes = [vsix, await step('Opener', packOpener)];
  const env = { ...process.env, PATH: [setUp.bin, process.env.PATH].join(path.delimiter) };
  try {
    const editor = options.serve ? undefined : await findDesktopEditor(options.editor);
    if (editor) {
      console.log('The editor opens. In its terminal, try:  python train.py --lr 0.02 --delay 0.3');
      await openDesktop(editor, profile, { folder, vsixes, env });
      return;
    }
    const { installExtension, startServer } = await late.server();
    for (const one of vsixes) await installExtension(setUp, profile, one);
    const server = await startServer(setUp, profile, { env, port: options.port });
    console.log(`\nOpen  ${server.windowUrl(folder)}`);
    console.log('In its terminal, try:  python train.py --lr 0.02 --delay 0.3');
    console.log('Ctrl+C ends the demo.');
    await new Promise((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await server.stop();
  } finally {
    await profile.remove();
  }
}

/** @param {Options} options */
async function demo(options) {
  const setUp = await setUpEverything();
  const { makePackage } = await late.package();
  const vsix = await step('Build and package', makePackage);
  const project = await makeProject(options, setUp);
  try {
    if (options.headless) {
      const { showHeadless } = await late.headless();
      await showHeadless(setUp, { folder: project.folder, vsix, out: options.out });
    } else {
      await openForAPerson(options, setUp, project.folder, vsix);
    }
  } finally {
    await project.remove();
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await demo(options);
} catch (error) {
  const isExpected = error instanceof StepError || error instanceof TypeError;
  console.error(`\nThe demo stopped: ${isExpected ? error.message : error.stack}`);
  process.exitCode = 1;
}
