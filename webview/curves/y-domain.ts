import type { CurveLine } from './curve-line.ts';
import type { Range } from './x-axis.ts';

export interface YDomain {
  /** Where finite values are drawn, with a little room. */
  readonly data: Range;
  /** The same and the rows of NaN and infinities above and below it: the ends of the scale. */
  readonly scale: Range;
}

/** Rows outside the data, in order from its edge. */
export interface OddRows {
  readonly above: readonly 'Infinity'[];
  readonly below: readonly ('-Infinity' | 'NaN')[];
}

/** Height of a row of NaN or infinities, in CSS pixels. */
export const oddRowHeight = 14;
/** Keeps the label of a row off the last tick of the data. */
export const oddRowGap = 6;

export function oddRowsOf(lines: readonly CurveLine[]): OddRows {
  const has = (wanted: number) =>
    lines.some(({ series }) => series.nonFiniteY.some((value) => Object.is(value, wanted)));
  return {
    above: has(Number.POSITIVE_INFINITY) ? ['Infinity'] : [],
    below: [
      ...(has(Number.NEGATIVE_INFINITY) ? (['-Infinity'] as const) : []),
      ...(has(Number.NaN) ? (['NaN'] as const) : []),
    ],
  };
}

/** Lowest and highest of all drawn points in view, the raw ones included; undefined when there is none. */
export function drawnRange(
  lines: readonly CurveLine[],
  [from, to]: Range,
  isLog: boolean,
): Range | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { x, y, raw } of lines) {
    for (const values of raw ? [y, raw] : [y]) {
      for (let i = 0; i < x.length; i++) {
        const value = values[i] as number;
        if ((x[i] as number) < from || (x[i] as number) > to || (isLog && value <= 0)) continue;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** @param height Of the plot, in CSS pixels. */
export function yDomain(drawn: Range | undefined, odd: OddRows, isLog: boolean, height: number): YDomain {
  const data = withRoom(drawn ?? (isLog ? [0.1, 1] : [0, 1]), isLog);
  const [low, high] = isLog ? [Math.log10(data[0]), Math.log10(data[1])] : data;
  const below = roomFor(odd.below.length);
  const above = roomFor(odd.above.length);
  const perPixel = (high - low) / Math.max(1, height - below - above);
  const scale: Range = [low - below * perPixel, high + above * perPixel];
  return { data, scale: isLog ? [10 ** scale[0], 10 ** scale[1]] : scale };
}

/** Height of so many rows and of the space between them and the data, in pixels. */
function roomFor(rows: number): number {
  return rows === 0 ? 0 : rows * oddRowHeight + oddRowGap;
}

function withRoom([low, high]: Range, isLog: boolean): Range {
  if (isLog) {
    const factor = high > low ? (high / low) ** 0.05 : 2;
    return [low / factor, high * factor];
  }
  const room = high > low ? (high - low) * 0.05 : Math.abs(high) * 0.1 || 0.5;
  // A quantity that is never negative gets no axis below zero for the sake of room.
  return [low >= 0 && low - room < 0 ? 0 : low - room, high + room];
}

/** Drawn points in view that a log axis has no place for. */
export function countBelowLog(lines: readonly CurveLine[], [from, to]: Range): number {
  let count = 0;
  for (const { x, series } of lines) {
    for (let i = 0; i < x.length; i++) {
      if ((x[i] as number) >= from && (x[i] as number) <= to && (series.y[i] as number) <= 0) count++;
    }
  }
  return count;
}
