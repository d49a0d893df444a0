// The pictures of the demo: taken in a real window, of real runs, without a person.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import {
  dragTo,
  expand,
  interruptTerminal,
  openFile,
  openRuns,
  openTerminal,
  runCommand,
  runsTree,
  tick,
  tidyUp,
  typeInTerminal,
  webview,
} from '../editor/workbench.mjs';

/** How a person of the pictures has set up the editor. */
export const pictureSettings = { 'editor.minimap.enabled': false };

/** @typedef {import('playwright-core').Page} Page */

/**
 * @param {Page} page A window on the project.
 * @param {{ out: string, say: (line: string) => void }} options
 */
export async function takePictures(page, { out, say }) {
  await mkdir(out, { recursive: true });
  const shoot = async (/** @type {string} */ name) => {
    const file = path.join(out, name);
    await page.screenshot({ path: file });
    say(file);
  };
  await showRuns(page);
  await shoot('sidebar.png');
  await compareRuns(page);
  await shoot('compare.png');
  await startRun(page);
  await shoot('compare-live.png');
  await interruptTerminal(page);
  await runningRun(page).waitFor({ state: 'hidden' });
}

/** @param {Page} page */
async function showRuns(page) {
  await openFile(page, 'train.py');
  const tree = await openRuns(page);
  await dragTo(page, page.locator('.part.sidebar'), 'width', 350);
  const runs = tree.getByRole('treeitem').filter({ has: page.getByRole('checkbox') });
  await runs.nth(4).waitFor();
  for (const index of [1, 3, 4, 5]) await tick(runs.nth(index));
  await expand(runs.nth(1));
  await tidyUp(page);
}

/** @param {Page} page */
async function compareRuns(page) {
  await runCommand(page, 'Runstone: Compare Selected Runs');
  await drawn(page);
  await tidyUp(page);
}

/** @param {Page} page */
async function startRun(page) {
  await openTerminal(page);
  await dragTo(page, page.locator('.part.panel'), 'height', 150);
  await typeInTerminal(page, 'python train.py --lr 0.02 --epochs 400 --delay 0.3');
  const run = runningRun(page);
  await run.waitFor();
  await tick(run);
  await page
    .locator('.terminal-wrapper.active .xterm-rows')
    .filter({ hasText: /epoch +14 / })
    .waitFor();
  await drawn(page);
}

/** @param {Page} page */
function runningRun(page) {
  return runsTree(page).getByRole('treeitem', { name: ', running, ' });
}

/** Waits for the table's rows and the curves. @param {Page} page */
async function drawn(page) {
  await webview(page).getByRole('rowheader').first().waitFor({ timeout: 120_000 });
  await webview(page).getByRole('img', { name: 'Chart of ' }).first().waitFor();
}
