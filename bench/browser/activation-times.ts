import type { Page } from 'playwright-core';
import type { BenchContext } from '../bench.ts';

const wheelPixels = 300;
const mostWheels = 20;

/** What the editor's list of running extensions says of Runstone: milliseconds to load its code and to call `activate()`. */
export async function activationMs(page: Page, context: BenchContext): Promise<number> {
  await context.tools.runEditorCommand(page, 'Developer: Show Running Extensions');
  const rows = page.locator('.runtime-extensions-editor .monaco-list-row');
  await rows.first().waitFor();
  const row = rows.filter({ has: page.locator('.name', { hasText: /^Runstone$/ }) });
  // Only what is in sight exists: the list is scrolled until the row is.
  for (let wheels = 0; (await row.count()) === 0; wheels++) {
    if (wheels === mostWheels) throw new Error('Runstone is not among the running extensions.');
    await rows.first().hover();
    await page.mouse.wheel(0, wheelPixels);
    await page.waitForTimeout(100);
  }
  const said = await row.locator('.activation-time').filter({ hasText: /\d+ms/ }).textContent();
  return Number(/(\d+)ms/.exec(said ?? '')?.[1]);
}
