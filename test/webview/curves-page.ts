import type { Locator, Page } from 'playwright-core';
import type { RunId } from '../../src/domain/run.ts';
import type { SeriesRequest } from '../../src/protocol/catalog.ts';
import { type WrittenRun, writeRun } from './journal.ts';
import { type OpenPage, openPage, type PageOptions } from './page.ts';

export interface CurvesOptions extends Omit<PageOptions, 'journal'> {
  readonly runs: readonly WrittenRun[];
  /** Default: all of them. */
  readonly ticked?: readonly string[];
}

/** Opens the compare page with runs ticked, and waits until their charts are drawn. */
export async function openCurves({ runs, ticked, ...options }: CurvesOptions): Promise<OpenPage> {
  const open = await openPage({
    height: 800,
    ...options,
    journal: (folder) => {
      for (const run of runs) writeRun(folder, run);
    },
  });
  open.host.select((ticked ?? runs.map((run) => run.runId)) as RunId[], true);
  return open;
}

export function chart(page: Page, metric: string): Locator {
  return page.locator(`runstone-curve-card[aria-label="${metric}"] canvas.lines`);
}

export function card(page: Page, metric: string): Locator {
  return page.locator(`runstone-curve-card[aria-label="${metric}"]`);
}

/** How long a condition may take to come true on a busy machine. */
export const patience = { timeout: 20_000 } as const;

/** The newest question about series. */
export function lastAsked(open: OpenPage): SeriesRequest {
  const asked = open.sent('series').at(-1);
  if (!asked) throw new Error('The page has not asked for series.');
  return asked.params as SeriesRequest;
}

/** Waits until the page has asked for series as the condition wants it. */
export async function untilAsked(
  open: OpenPage,
  condition: (request: SeriesRequest) => boolean,
  timeoutMs = 20_000,
): Promise<SeriesRequest> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = open.sent('series').findLast(({ params }) => condition(params as SeriesRequest));
    if (found) return found.params as SeriesRequest;
    if (Date.now() > end)
      throw new Error(`The page did not ask so; last: ${JSON.stringify(lastAsked(open))}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface Box {
  /** Shares of the canvas, 0 to 1. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const wholeCanvas: Box = { left: 0, right: 1, top: 0, bottom: 1 };

/** How many pixels of a canvas have a colour, each channel within a tolerance. */
export function countPixels(
  canvas: Locator,
  color: readonly [number, number, number],
  box: Box = wholeCanvas,
  tolerance = 8,
): Promise<number> {
  return canvas.evaluate(
    (element, { color, box, tolerance }) => {
      const { width, height } = element as HTMLCanvasElement;
      const context = (element as HTMLCanvasElement).getContext('2d');
      const left = Math.round(box.left * width);
      const top = Math.round(box.top * height);
      const data = context?.getImageData(
        left,
        top,
        Math.max(1, Math.round(box.right * width) - left),
        Math.max(1, Math.round(box.bottom * height) - top),
      ).data;
      if (!data) return -1;
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const alpha = (data[i + 3] as number) / 255;
        const isNear = color.every((channel, c) => {
          // A canvas is transparent: what is seen is over the editor's background.
          const seen = (data[i + c] as number) * alpha + 31 * (1 - alpha);
          return Math.abs(seen - channel) <= tolerance;
        });
        if (isNear) count++;
      }
      return count;
    },
    { color, box, tolerance },
  );
}

/** Pixels of a canvas that are not wholly transparent. */
export function countDrawn(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const data = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
    return data ? data.filter((value, i) => i % 4 === 3 && value > 0).length : -1;
  });
}
