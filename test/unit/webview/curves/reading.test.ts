import { describe, expect, it } from 'vitest';
import { cursorTarget } from '../../../../webview/curves/cursor-moves.ts';
import { readAt, snap } from '../../../../webview/curves/reading.ts';
import { linesFrom, seriesOf } from './series-of.ts';

const lines = linesFrom(
  seriesOf(
    [
      [0, 5],
      [10, 4],
      [20, Number.NaN],
      [30, 2],
    ],
    { runId: 'a' },
  ),
  seriesOf(
    [
      [0, 1],
      [15, 9],
    ],
    { runId: 'b' },
  ),
);
const texts = (at: number, tolerance = 0) =>
  readAt(lines, at, tolerance).map(({ line, x, value }) => `${line.run.runId} ${x} ${value}`);

describe('the cursor', () => {
  it('reads every line at its nearest point, highest first, NaN last', () => {
    expect(texts(10)).toEqual(['b 15 9', 'a 10 4']);
    expect(texts(1)).toEqual(['a 0 5', 'b 0 1']);
  });

  it('reads a NaN as NaN, and no line beyond its end', () => {
    expect(texts(21)).toEqual(['a 20 NaN']);
    expect(texts(16)).toEqual(['a 20 NaN']);
    expect(texts(16, 2)).toEqual(['b 15 9', 'a 20 NaN']);
  });

  it('snaps to a point of some line within the view', () => {
    expect(snap(lines, 14, [0, 30])).toBe(15);
    expect(snap(lines, 19, [0, 30])).toBe(20);
    expect(snap(lines, 14, [0, 12])).toBe(10);
    expect(snap(lines, 14, [11, 14])).toBeUndefined();
  });

  it('moves by keys from point to point of all lines, not out of view', () => {
    const all = [0, 30] as const;
    const next = (at: number | undefined, direction: 1 | -1) =>
      cursorTarget({ kind: 'next', direction }, lines, all, at);
    expect(next(undefined, 1)).toBe(0);
    expect([next(0, 1), next(10, 1), next(15, 1), next(20, 1), next(30, 1)]).toEqual([
      10,
      15,
      20,
      30,
      undefined,
    ]);
    expect([next(30, -1), next(10, -1), next(0, -1)]).toEqual([20, 0, undefined]);
    expect(cursorTarget({ kind: 'end', direction: 1 }, lines, [0, 25], 0)).toBe(20);
    expect(cursorTarget({ kind: 'leap', direction: 1 }, lines, all, 10)).toBe(15);
    expect(cursorTarget({ kind: 'next', direction: 1 }, lines, [0, 25], 20)).toBeUndefined();
  });
});
