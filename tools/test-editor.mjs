// Tests inside the extension host: bundles the suites, runs them in a real VS Code, and says what came out.
//   node tools/test-editor.mjs    RUNSTONE_EDITOR_TESTS=download|npm chooses the editor
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import esbuild from 'esbuild';
import { canDownloadEditor } from './editor/download.mjs';
import { makeTemporaryFolder } from './editor/temporary-folder.mjs';
import { root } from './setup/everything.mjs';

const out = path.join(root, 'out', 'editor');
const report = process.env.RUNSTONE_TEST_REPORT ?? path.join(root, 'out', 'reports', 'editor.json');

async function bundleSuites() {
  await rm(out, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: [path.join(root, 'test/editor/index.ts'), path.join(root, 'test/editor/**/*.test.ts')],
    outbase: path.join(root, 'test/editor'),
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    loader: { '.sql': 'text' },
    logLevel: 'warning',
  });
}

/** @param {string} folder The workspace of the tests. */
async function runSuites(folder) {
  const download = await canDownloadEditor(process.env.RUNSTONE_EDITOR_TESTS);
  console.log(`Editor: ${download ? 'VS Code, downloaded' : 'VS Code from npm'}`);
  await runTests({
    ...(download ? {} : { vscodeExecutablePath: path.join(root, 'tools', 'editor', 'stand-in.mjs') }),
    reuseMachineInstall: !download,
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(out, 'index.cjs'),
    launchArgs: [folder, ...(download ? ['--disable-extensions'] : [])],
    extensionTestsEnv: { RUNSTONE_TEST_REPORT: report },
  });
}

/** @returns {Promise<boolean>} Whether every test passed. */
async function printReport() {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) {
    console.error('The tests ended without a report: the editor or a suite did not start.');
    return false;
  }
  const { passed, failed, finished, tests } = JSON.parse(text);
  for (const { title, durationMs, error } of tests) {
    console.log(`  ${error === undefined ? '✓' : '✗'} ${title.join(' > ')} (${durationMs} ms)`);
    if (error !== undefined) console.log(error.replaceAll(/^/gm, '      '));
  }
  console.log(`\n  ${passed} passed, ${failed} failed${finished ? '' : ', and then the editor went away'}`);
  return finished && failed === 0 && passed > 0;
}

await mkdir(path.dirname(report), { recursive: true });
await rm(report, { force: true });
await bundleSuites();
const workspace = await makeTemporaryFolder('workspace');
try {
  await runSuites(workspace.folder);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await workspace.remove();
}
if (!(await printReport())) process.exitCode = 1;
