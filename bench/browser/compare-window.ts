import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { compareProbe, type Marks, type Probe, type ProbeWindow } from './compare-probe.ts';

/** A person's browser, which remembers what was open in the editor; a probe looks on in each of its frames. */
export async function newPerson(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(compareProbe);
  return context;
}

/** Waits until the extension has put its item into the status bar: it is active. */
export async function waitForRunstone(page: Page): Promise<void> {
  await page.locator('.statusbar-item[id^="runstone.runstone"]').first().waitFor();
}

/** The frame of the compare page; waits until it has one. */
export async function compareFrame(page: Page, timeoutMs: number): Promise<Frame> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    for (const frame of page.frames()) {
      const isIt = await frame
        .evaluate(() => document.querySelector('runstone-compare') !== null)
        .catch(() => false);
      if (isIt) return frame;
    }
    if (Date.now() > end) throw new Error(`No compare panel was shown within ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until rows and curves are on the screen; Unix milliseconds of both. */
export async function waitForMarks(page: Page, timeoutMs: number): Promise<Required<Marks>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const frame = await compareFrame(page, end - Date.now());
    const marks = await readProbe(frame).then(
      (probe) => probe.marks,
      () => ({}) as Marks,
    );
    if (marks.rows !== undefined && marks.curves !== undefined)
      return { rows: marks.rows, curves: marks.curves };
    if (Date.now() > end) throw new Error(`Within ${timeoutMs} ms were shown: ${JSON.stringify(marks)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function readProbe(frame: Frame): Promise<Probe> {
  return frame.evaluate(() => {
    const probe = (window as unknown as ProbeWindow).runstoneBench;
    if (!probe) throw new Error('There is no probe in this frame.');
    return probe;
  });
}

/** Closes a window as a person does: the editor hears of it and ends what belonged to it. */
export async function closeWindow(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.close();
}

/** From now on the probe notes frames, and the steps whose drawing changes the picture of the first chart. */
export async function watchPicture(frame: Frame, isWatching = true): Promise<void> {
  await frame.evaluate((watching) => {
    const probe = (window as unknown as ProbeWindow).runstoneBench;
    if (!probe) throw new Error('There is no probe in this frame.');
    probe.watching = watching;
  }, isWatching);
}
