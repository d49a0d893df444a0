import type { Frame, Page } from 'playwright-core';
import type { Figures } from '../bench.ts';
import { percentile } from '../report/statistics.ts';
import { readProbe, watchPicture } from './compare-window.ts';

const wheelSteps = 60;
const wheelPixels = 400;

/** Frames while the table is scrolled by wheel, and how long a sort and a filter take to be on the screen. */
export async function measurePanel(page: Page, frame: Frame): Promise<Figures> {
  const frames = await scroll(page, frame);
  const sort = await untilRowsChange(frame, () =>
    frame.locator('runstone-table [role="columnheader"] .title').filter({ hasText: /^lr$/ }).click(),
  );
  const filter = await untilRowsChange(frame, () =>
    frame.locator('runstone-toolbar input').first().fill('adam'),
  );
  await frame.locator('runstone-toolbar input').first().fill('');
  return {
    'scroll, frame p50': percentile(frames, 0.5),
    'scroll, frame p95': percentile(frames, 0.95),
    sort,
    filter,
  };
}

async function scroll(page: Page, frame: Frame): Promise<readonly number[]> {
  await frame.locator('runstone-table [role="row"]').nth(4).hover();
  await watchPicture(frame);
  for (let step = 0; step < wheelSteps; step++) await page.mouse.wheel(0, wheelPixels);
  const { frames } = await readProbe(frame);
  await watchPicture(frame, false);
  await frame.locator('runstone-table .scroll').evaluate((element) => element.scrollTo(0, 0));
  return frames;
}

/** Milliseconds from the event in the page that a person's act causes until other runs stand in the first rows. */
async function untilRowsChange(frame: Frame, act: () => Promise<void>): Promise<number> {
  const took = frame.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const page = document.querySelector('runstone-compare');
        const table = page?.shadowRoot?.querySelector('runstone-table');
        const names = () =>
          [...(table?.shadowRoot?.querySelectorAll('.row .cell.run') ?? [])]
            .map((cell) => cell.textContent)
            .join();
        const before = names();
        let acted = 0;
        for (const type of ['click', 'input']) {
          window.addEventListener(type, () => (acted ||= performance.now()), { capture: true, once: true });
        }
        const late = setTimeout(() => reject(new Error('The rows did not change.')), 60_000);
        const look = () => {
          if (acted === 0 || names() === before) requestAnimationFrame(look);
          else {
            clearTimeout(late);
            requestAnimationFrame((now) => resolve(now - acted));
          }
        };
        requestAnimationFrame(look);
      }),
  );
  await Promise.all([took, act()]);
  return took;
}
