// Drives the workbench in a page: what a person does with mouse and keyboard, waited for by what they would see.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('playwright-core').FrameLocator} FrameLocator */

const slowMs = 120_000;

/** @param {Page} page */
export async function waitForWorkbench(page) {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: slowMs });
}

/**
 * @param {import('playwright-core').BrowserContext} context A person's browser: windows opened in it one after the
 *   other share what the editor remembers.
 * @param {import('./server.mjs').EditorServer} server
 * @param {string} folder
 * @returns {Promise<Page>}
 */
export async function openWindow(context, server, folder) {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(server.windowUrl(folder));
  await waitForWorkbench(page);
  return page;
}

/**
 * Starts a command through the palette.
 *
 * @param {Page} page
 * @param {string} title As the palette shows it, category included.
 */
export async function runCommand(page, title) {
  await openPalette(page, `>${title}`);
  const row = quickInput(page)
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: title })
    .first();
  await row.click();
  // A command that asks opens the widget anew; the list of commands is gone in any case.
  await quickInput(page)
    .filter({ has: page.getByPlaceholder(/name of a command/) })
    .waitFor({ state: 'hidden' });
}

/** @param {Page} page @param {string} text */
async function openPalette(page, text) {
  const input = quickInput(page).locator('input[type="text"]').first();
  // The key is lost on a window that is still wiring itself up.
  for (let attempt = 0; ; attempt++) {
    await page.keyboard.press('F1');
    const isOpen = await input.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (isOpen) break;
    if (attempt === 5) throw new Error('The command palette did not open.');
  }
  await input.fill(text);
}

/** @param {Page} page @returns {Locator} The palette, a pick list or an input box. */
export function quickInput(page) {
  return page.locator('.quick-input-widget:visible');
}

/**
 * Chooses a line of the list that a command opened.
 *
 * @param {Page} page
 * @param {string} text Part of the line.
 */
export async function pick(page, text) {
  const lines = quickInput(page).locator('.quick-input-list .monaco-list-row');
  await lines.filter({ hasText: text }).first().click();
  await lines.first().waitFor({ state: 'hidden' });
}

/**
 * Fills in the input box that a command opened.
 *
 * @param {Page} page
 * @param {string} text
 */
export async function answer(page, text) {
  await quickInput(page).locator('input[type="text"]').first().fill(text);
  await page.keyboard.press('Enter');
  await quickInput(page).waitFor({ state: 'hidden' });
}

/** @param {Page} page @returns {Promise<Locator>} The tree of runs, on show. */
export async function openRuns(page) {
  const tree = runsTree(page);
  if (await tree.isVisible()) return tree;
  await page.locator('.activitybar .action-label[aria-label^="Runstone"]').first().click();
  await tree.waitFor();
  return tree;
}

/** @param {Page} page */
export function runsTree(page) {
  return page.locator('[id="workbench.view.extension.runstone"] [role="tree"]').first();
}

/**
 * @param {Page} page
 * @param {string | RegExp} text Part of the row's label or description.
 */
export function treeRow(page, text) {
  return runsTree(page).getByRole('treeitem').filter({ hasText: text });
}

/** @param {Locator} row @param {boolean} [expanded] */
export async function expand(row, expanded = true) {
  if ((await row.getAttribute('aria-expanded')) === String(expanded)) return;
  await row.locator('.monaco-tl-twistie').click();
  await row.and(row.page().locator(`[aria-expanded="${expanded}"]`)).waitFor();
}

/** @param {Locator} row @returns {Locator} The box in front of a run. */
export function checkbox(row) {
  return row.getByRole('checkbox');
}

/** How often, and how many times in a row, a box must be seen ticked: the extension draws its row anew after a tick. */
const settleMs = 250;
const settled = 8;

/** @param {Locator} row */
export async function tick(row) {
  const box = checkbox(row);
  // A click on a row that is drawn anew at that moment is lost, as a person's would be.
  for (let attempt = 1; !(await staysTicked(box)); attempt++) {
    if (attempt > 5) throw new Error(`The box of this run cannot be ticked: ${await row.textContent()}`);
    await box.click();
    // The box's own hover would cover the row below.
    await box.page().mouse.move(0, 0);
  }
}

/** @param {Locator} box */
async function staysTicked(box) {
  for (let seen = 0; seen < settled; seen++) {
    if ((await box.getAttribute('aria-checked')) !== 'true') return false;
    await box.page().waitForTimeout(settleMs);
  }
  return true;
}

/** @param {Page} page @param {string} name */
export async function openFile(page, name) {
  await openPalette(page, name);
  await quickInput(page)
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: name })
    .first()
    .click();
  await page.getByRole('tab', { name }).waitFor();
}

/**
 * Drags the right edge of a part that gets a width, the upper edge of one that gets a height.
 *
 * @param {Page} page
 * @param {Locator} part
 * @param {'width' | 'height'} side
 * @param {number} size In CSS pixels.
 */
export async function dragTo(page, part, side, size) {
  const box = await part.boundingBox();
  if (!box) throw new Error('There is nothing whose edge could be dragged.');
  const isWidth = side === 'width';
  const edge = isWidth ? box.x + box.width : box.y;
  const sash = await nearestSash(page, isWidth, edge);
  const from = { x: sash.x + sash.width / 2, y: sash.y + sash.height / 2 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const to = isWidth ? [box.x + size, from.y] : [from.x, box.y + box.height - size];
  await page.mouse.move(to[0], to[1], { steps: 4 });
  await page.mouse.up();
  // An edge under the mouse is painted.
  await page.mouse.move(0, 0);
}

/** @param {Page} page @param {boolean} isVertical @param {number} edge */
async function nearestSash(page, isVertical, edge) {
  const sashes = page.locator(`.monaco-sash.${isVertical ? 'vertical' : 'horizontal'}:not(.disabled)`);
  const boxes = (await Promise.all((await sashes.all()).map((sash) => sash.boundingBox()))).flatMap(
    (box) => box ?? [],
  );
  const distance = (/** @type {{ x: number, y: number }} */ { x, y }) =>
    Math.abs((isVertical ? x : y) - edge);
  const [nearest] = boxes.toSorted((a, b) => distance(a) - distance(b));
  if (!nearest) throw new Error('There is nothing to drag there.');
  return nearest;
}

/** @param {Page} page @returns {FrameLocator} The inside of the webview that is on show. */
export function webview(page) {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}

/**
 * Opens a new integrated terminal and waits until its shell asks for a command.
 *
 * @param {Page} page
 * @returns {Promise<Locator>} What the terminal shows.
 */
export async function openTerminal(page) {
  await runCommand(page, 'Terminal: Create New Terminal');
  const rows = page.locator('.terminal-wrapper.active .xterm-rows');
  await rows.filter({ hasText: /[$#%>]/ }).waitFor();
  return rows;
}

/** @param {Page} page @param {string} command */
export async function typeInTerminal(page, command) {
  await page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
}

/** Ctrl+C. @param {Page} page */
export async function interruptTerminal(page) {
  await page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
  await page.keyboard.press('Control+c');
}

/**
 * Puts away what came by itself: notifications, and the pointer's hovers.
 *
 * @param {Page} page
 */
export async function tidyUp(page) {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await page.mouse.move(0, 0);
}
