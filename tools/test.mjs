// npm test: sets everything up, runs every part, and closes with one line over all of them.
//   node tools/test.mjs [part ...]
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { root, setUpEverything } from './setup/everything.mjs';
import { countMochaReport, countPytestReport, countVitestReport } from './test/reports.mjs';

const reports = path.join(root, 'out', 'reports');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const report = (name) => path.join(reports, name);

const vitest = (project) => ({
  command: [
    bin('vitest'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(`${project}.json`)}`,
  ],
  count: () => countVitestReport(report(`${project}.json`)),
});

/** A part has a command, and a way to count its tests when it has more than one. */
const parts = {
  types: { command: [bin('tsc'), '-p', root] },
  lint: { command: [bin('biome'), 'check', '--error-on-warnings', root] },
  unit: vitest('unit'),
  python: {
    command: [
      '{python}',
      '-m',
      'pytest',
      'python/tests',
      '-q',
      '--timeout=120',
      `--junitxml=${report('python.xml')}`,
    ],
    count: () => countPytestReport(report('python.xml')),
  },
  faults: vitest('faults'),
  package: { command: [process.execPath, 'tools/package.mjs'] },
  webview: vitest('webview'),
  editor: {
    command: [process.execPath, 'tools/test-editor.mjs'],
    env: { RUNSTONE_TEST_REPORT: report('editor.json') },
    count: () => countMochaReport(report('editor.json')),
  },
  e2e: vitest('e2e'),
};

/** @returns {Promise<boolean>} Whether the command ended with 0. */
function run([command, ...args], env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

async function runPart(name, { command, env, count }, setUp) {
  console.log(`\n=== ${name}`);
  const began = Date.now();
  const path_ = [setUp.bin, process.env.PATH].join(path.delimiter);
  const succeeded = await run(
    command.map((word) => (word === '{python}' ? setUp.python : word)),
    { ...process.env, PATH: path_, RUNSTONE_PYTHON: setUp.python, ...env },
  );
  const counted = count ? await count().catch(() => undefined) : { passed: 1, failed: 0 };
  const result = counted ?? { passed: 0, failed: 1 };
  // A part that failed without a failed test (a crash, no test at all) counts as one failure.
  if ((!succeeded || result.passed === 0) && result.failed === 0) {
    result.failed = 1;
    if (!count) result.passed = 0;
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  return { name, seconds, ...result };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

let setUp;
try {
  setUp = await setUpEverything();
} catch (error) {
  console.error(`\nSet-up failed: ${error.message}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });

const results = [];
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) results.push(await runPart(name, part, setUp));
}

console.log('');
for (const { name, seconds, passed, failed } of results) {
  console.log(
    `${failed ? 'FAILED' : 'ok    '} ${name.padEnd(8)} ${String(passed).padStart(4)} passed ${String(failed).padStart(3)} failed  ${seconds} s`,
  );
}
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
