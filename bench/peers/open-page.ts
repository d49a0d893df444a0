import type { Browser, Page } from 'playwright-core';

const slowMs = 180_000;
/** As many runs as the compare panel ticks by itself. */
const mostTicked = 8;

export interface PageView {
  readonly path: string;
  /** Selector of what is to be drawn. */
  readonly drawn: string;
  /** Selector of the boxes of runs, where a person has to tick some before curves are drawn. */
  readonly tick?: string;
}

/**
 * Opens a page in a browser that has not seen it and waits, frame by frame, until the selector shows something; shadow
 * roots are looked into. Unix milliseconds.
 */
export async function openPage(
  browser: Browser,
  url: string,
  { path, drawn, tick }: PageView,
  whileOpen: () => Promise<void> = async () => {},
): Promise<{ asked: number; drawn: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  try {
    const asked = Date.now();
    await page.goto(`${url}${path}`, { waitUntil: 'commit', timeout: slowMs });
    if (tick !== undefined) await tickSome(page, tick);
    const seen = await page.waitForFunction(whenDrawn, drawn, { polling: 'raf', timeout: slowMs });
    const at = await seen.jsonValue();
    await whileOpen();
    return { asked, drawn: at };
  } catch (error) {
    throw new Error(
      `${path}: ${drawn} was not drawn: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
    );
  } finally {
    await context.close();
  }
}

/** One after the other, as a person does: ticks that come together while the page loads are lost. */
async function tickSome(page: Page, boxes: string): Promise<void> {
  await page.locator(boxes).first().waitFor({ timeout: slowMs });
  for (let index = 0; index < Math.min(mostTicked, await page.locator(boxes).count()); index++) {
    await page.locator(boxes).nth(index).check({ timeout: slowMs });
  }
}

/** Runs in the page. */
function whenDrawn(selector: string): number {
  const roots: (Document | ShadowRoot)[] = [document];
  for (let at = 0; at < roots.length; at++) {
    for (const element of roots[at]?.querySelectorAll(selector) ?? []) {
      const { width, height } = element.getBoundingClientRect();
      if (width + height > 0) return Date.now();
    }
    // Only custom elements have roots of their own, and few pages have any.
    for (const element of roots[at]?.querySelectorAll('*') ?? [])
      if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  return 0;
}
