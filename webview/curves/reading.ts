import type { CurveLine } from './curve-line.ts';
import type { Range } from './x-axis.ts';

/** What one line says at the cursor. */
export interface Reading {
  readonly line: CurveLine;
  /** Where the point is that is read: the line's nearest to the cursor. */
  readonly x: number;
  /** NaN and infinities included. */
  readonly value: number;
  /** The raw value where `value` is smoothed, else null. */
  readonly raw: number | null;
}

/** Index of the value nearest to `at`; -1 in an empty array. */
export function nearestIndex(ascending: Float64Array, at: number): number {
  const above = firstAtLeast(ascending, at);
  if (above === 0) return ascending.length > 0 ? 0 : -1;
  if (above === ascending.length) return above - 1;
  return (ascending[above] as number) - at < at - (ascending[above - 1] as number) ? above : above - 1;
}

/** The x of the point of any line in the range that is nearest to `at`. */
export function snap(lines: readonly CurveLine[], at: number, [from, to]: Range): number | undefined {
  let best: number | undefined;
  for (const { x, series } of lines) {
    for (const places of [x, series.nonFiniteX]) {
      const first = firstAtLeast(places, from);
      const last = firstAbove(places, to) - 1;
      if (first > last) continue;
      const place = places[Math.max(first, Math.min(last, nearestIndex(places, at)))] as number;
      if (best === undefined || Math.abs(place - at) < Math.abs(best - at)) best = place;
    }
  }
  return best;
}

/** The next x with a point of any line, to the right or to the left; undefined at the end. */
export function nextPlace(lines: readonly CurveLine[], at: number, direction: 1 | -1): number | undefined {
  let best: number | undefined;
  for (const { x, series } of lines) {
    for (const places of [x, series.nonFiniteX]) {
      const index = direction > 0 ? firstAbove(places, at) : firstAtLeast(places, at) - 1;
      const place = places[index];
      if (place !== undefined && (best === undefined || (place - best) * direction < 0)) best = place;
    }
  }
  return best;
}

/**
 * All lines at the cursor, highest value first, NaN last.
 *
 * @param tolerance How far outside a line's ends it is still read, in units of x.
 */
export function readAt(lines: readonly CurveLine[], at: number, tolerance: number): Reading[] {
  const readings = lines.flatMap((line) => readLine(line, at, tolerance) ?? []);
  return readings.sort(
    (a, b) => Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value)) || b.value - a.value,
  );
}

function readLine(line: CurveLine, at: number, tolerance: number): Reading | undefined {
  const { x, y, raw, series } = line;
  const finite = nearestIndex(x, at);
  const odd = nearestIndex(series.nonFiniteX, at);
  const isOdd = odd >= 0 && (finite < 0 || distance(series.nonFiniteX, odd, at) < distance(x, finite, at));
  const place = isOdd ? series.nonFiniteX[odd] : x[finite];
  if (place === undefined) return undefined;
  const first = Math.min(x[0] ?? place, series.nonFiniteX[0] ?? place);
  const last = Math.max(x.at(-1) ?? place, series.nonFiniteX.at(-1) ?? place);
  if (at < first - tolerance || at > last + tolerance) return undefined;
  const value = (isOdd ? series.nonFiniteY[odd] : y[finite]) as number;
  return { line, x: place, value, raw: isOdd || !raw ? null : (raw[finite] as number) };
}

function distance(places: Float64Array, index: number, at: number): number {
  return Math.abs((places[index] as number) - at);
}

export function firstAtLeast(ascending: Float64Array, bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(ascending: Float64Array, bound: number): number {
  let index = firstAtLeast(ascending, bound);
  while (index < ascending.length && ascending[index] === bound) index++;
  return index;
}
