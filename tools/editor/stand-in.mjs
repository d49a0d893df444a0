#!/usr/bin/env node
// Stands in for a downloaded VS Code: takes the arguments that @vscode/test-electron gives to an editor, runs the
// tests in the npm-built one, and ends with their exit code.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installEditor } from '../setup/editor.mjs';
import { launchChromium } from './chromium.mjs';
import { keepEvidence } from './evidence.mjs';
import { makeProfile } from './profile.mjs';
import { startServer } from './server.mjs';
import { waitForWorkbench } from './workbench.mjs';

const { values, positionals } = parseArgs({
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});
const { extensionDevelopmentPath, extensionTestsPath } = values;
const folder = positionals[0];
if (typeof extensionDevelopmentPath !== 'string' || typeof extensionTestsPath !== 'string' || !folder) {
  console.error('Usage: stand-in.mjs FOLDER --extensionDevelopmentPath=PATH --extensionTestsPath=PATH');
  process.exit(2);
}

const profile = await makeProfile();
const server = await startServer(await installEditor(), profile, { underTest: true });
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const ended = new Promise((resolve) => {
    void page.exposeFunction('codeAutomationExit', resolve);
    page.on('crash', () => resolve(70));
    page.on('close', () => resolve(70));
  });
  // The workbench's own log lines go the same way: the report file says what the tests had to say.
  await page.exposeFunction('codeAutomationLog', () => {});
  const remote = (/** @type {string} */ file) =>
    `vscode-remote://${server.authority}${path.posix.resolve(file)}`;
  await page.goto(
    server.windowUrl(path.resolve(folder), [
      ['extensionDevelopmentPath', remote(extensionDevelopmentPath)],
      ['extensionTestsPath', remote(extensionTestsPath)],
    ]),
  );
  await waitForWorkbench(page);
  process.exitCode = Number(await ended);
  if (process.exitCode !== 0) await keepEvidence('editor', { page, server, profile });
} finally {
  await browser.close();
  await server.stop();
  await profile.remove();
}
