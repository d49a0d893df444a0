import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { webview } from '../../tools/editor/workbench.mjs';

/** The compare panel, as a person sees it from outside. */
export class ComparePanel {
  readonly #page: FrameLocator;

  constructor(window: Page) {
    this.#page = webview(window);
  }

  /** @param name The run's. */
  row(name: string): Locator {
    return this.#page.getByRole('row').filter({ hasText: name });
  }

  header(name: string): Locator {
    return this.#page.getByRole('columnheader').filter({ hasText: name });
  }

  chart(metric: string): Locator {
    return this.#page.getByRole('img', { name: `Chart of ${metric}` });
  }

  /** @returns The last step of a chart, by its own summary; -1 while there is no chart. */
  async lastStep(metric: string): Promise<number> {
    const chart = this.chart(metric);
    if ((await chart.count()) === 0) return -1;
    return Number(/to (\d+)\./.exec((await chart.getAttribute('aria-label')) ?? '')?.[1] ?? -1);
  }

  /** @returns How many different colours the lines of a chart are drawn in; 0 for an empty one. */
  async coloursDrawn(metric: string): Promise<number> {
    return this.chart(metric).evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      const colours = new Set<string>();
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0, alpha = 0] = data.slice(at, at + 4);
        const isGrey = Math.max(red, green, blue) - Math.min(red, green, blue) < 40;
        if (alpha === 255 && !isGrey) colours.add(`${red >> 5} ${green >> 5} ${blue >> 5}`);
      }
      return colours.size;
    });
  }

  /** Waits until the table has its rows and a curve is on the canvas. */
  async waitUntilDrawn(metric: string): Promise<void> {
    await this.#page.getByRole('rowheader').first().waitFor();
    await this.chart(metric).waitFor();
    await vi.waitFor(async () => expect(await this.coloursDrawn(metric)).toBeGreaterThan(0), {
      timeout: 60_000,
      interval: 200,
    });
  }

  /** The frame the page itself runs in. */
  async frame(): Promise<Frame> {
    const body = await this.#page.locator('body').elementHandle();
    const frame = await body?.ownerFrame();
    if (!frame) throw new Error('The compare panel has no frame.');
    return frame;
  }

  body(): Locator {
    return this.#page.locator('body');
  }
}
