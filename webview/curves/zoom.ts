import type { Range } from './x-axis.ts';

/** The narrowest zoom, as a share of everything: below it doubles run out of digits. */
const narrowest = 1e-9;

/**
 * Makes the range `factor` times as wide, keeping the place `at` where it is on the screen.
 *
 * @returns null when everything is in view.
 */
export function zoomAround(range: Range, factor: number, at: number, extent: Range): Range | null {
  const least = Math.max((extent[1] - extent[0]) * narrowest, Number.MIN_VALUE);
  const width = Math.max(least, (range[1] - range[0]) * factor);
  const share = (at - range[0]) / (range[1] - range[0]);
  const low = at - share * width;
  return withinExtent([low, low + width], extent);
}

/** Moves the range by a share of its width, up to the ends of what there is. */
export function panBy(range: Range, share: number, extent: Range): Range | null {
  const width = range[1] - range[0];
  return withinExtent([range[0] + share * width, range[1] + share * width], extent);
}

/** A range that two places span, or undefined when they are too near each other to mean one. */
export function zoomTo(a: number, b: number, extent: Range): Range | undefined {
  const low = Math.max(extent[0], Math.min(a, b));
  const high = Math.min(extent[1], Math.max(a, b));
  return high - low > (extent[1] - extent[0]) * narrowest ? [low, high] : undefined;
}

function withinExtent([low, high]: Range, extent: Range): Range | null {
  const width = high - low;
  if (width >= (extent[1] - extent[0]) * (1 - 1e-12)) return null;
  if (low < extent[0]) return [extent[0], extent[0] + width];
  if (high > extent[1]) return [extent[1] - width, extent[1]];
  return [low, high];
}
