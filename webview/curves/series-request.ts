import type { SeriesRequest } from '../../src/protocol/catalog.ts';

/** Points of one answer at most, so that its memory stays bounded: two million are 48 MB with smoothed values. */
const mostPoints = 2_000_000;
/** First, min, max and last. */
const pointsInColumn = 4;
const fewestPixels = 16;
const mostPixels = 16_384;

/**
 * Pixel columns to ask for. Many lines at once get coarser columns; each still holds its min and max, so no
 * spike is lost.
 *
 * @param width Of the widest plot, in CSS pixels.
 * @param lines Runs times metrics.
 */
export function pixelsFor(width: number, devicePixelRatio: number, lines: number): number {
  const affordable = Math.floor(mostPoints / (pointsInColumn * Math.max(1, lines)));
  const wanted = Math.ceil(width * devicePixelRatio);
  return Math.max(fewestPixels, Math.min(wanted, affordable, mostPixels));
}

/** Whether an answer to `before` can be told apart from one to `after`. */
export function isSameRequest(before: SeriesRequest | undefined, after: SeriesRequest): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after);
}
