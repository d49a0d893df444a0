// Drives the workbench in a page: what a person does with mouse and keyboard, waited for by what they would see.

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
export async function waitForWorkbench(page) {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 120_000 });
}
