import { describe, expect, it } from 'vitest';
import { pixelsFor } from '../../../../webview/curves/series-request.ts';
import { oddText, summaryText } from '../../../../webview/curves/summary-text.ts';
import {
  countBelowLog,
  drawnRange,
  oddRowGap,
  oddRowHeight,
  oddRowsOf,
  yDomain,
} from '../../../../webview/curves/y-domain.ts';
import { linesFrom, seriesOf } from './series-of.ts';

const none = { above: [], below: [] } as const;

describe('lines', () => {
  it('begin anew after NaN and infinities, wherever these lie', () => {
    const [line] = linesFrom(
      seriesOf([
        [0, Number.NaN],
        [1, 1],
        [2, Number.NaN],
        [3, Number.POSITIVE_INFINITY],
        [4, 2],
        [5, 3],
        [6, Number.NaN],
      ]),
    );
    expect([...(line?.gaps ?? [])]).toEqual([1]);
  });

  it('are told apart by their writer where several processes wrote the metric', () => {
    const lines = linesFrom(
      seriesOf([[0, 1]], { writer: 'rank-0' }),
      seriesOf([[0, 2]], { writer: 'rank-1' }),
    );
    expect(lines.map((line) => line.name)).toEqual(['run a (rank-0)', 'run a (rank-1)']);
  });

  it('are asked for in fewer columns when they are many, so that an answer stays bounded', () => {
    expect(pixelsFor(640, 2, 8)).toBe(1_280);
    expect(4 * pixelsFor(4_000, 3, 1_000) * 1_000).toBeLessThanOrEqual(2_000_000);
    expect(pixelsFor(0, 1, 1)).toBeGreaterThanOrEqual(1);
    expect(pixelsFor(1e6, 4, 1)).toBeLessThanOrEqual(16_384);
  });
});

describe('the y axis', () => {
  it('spans the drawn points in view, the raw ones behind smoothed ones included', () => {
    const lines = linesFrom(
      seriesOf(
        [
          [0, 1],
          [1, 90],
          [2, 1],
          [9, 500],
        ],
        { smoothed: [1, 2, 3, 4] },
      ),
    );
    expect(drawnRange(lines, [0, 5], false)).toEqual([1, 90]);
  });

  it('has a little room, but not below zero for what is never negative', () => {
    expect(yDomain([0.01, 1], none, false, 200).data[0]).toBe(0);
    expect(yDomain([0.5, 1], none, false, 200).data).toEqual([0.475, 1.025]);
    const flat = yDomain([3, 3], none, false, 200).data;
    expect(flat[0]).toBeLessThan(3);
    expect(flat[1]).toBeGreaterThan(3);
  });

  it('keeps a row for NaN and for each infinity outside the data', () => {
    const lines = linesFrom(
      seriesOf([
        [0, 1],
        [1, Number.NaN],
        [2, Number.NEGATIVE_INFINITY],
        [3, 2],
      ]),
    );
    const odd = oddRowsOf(lines);
    expect(odd).toEqual({ above: [], below: ['-Infinity', 'NaN'] });
    const height = 200;
    const { data, scale } = yDomain([1, 2], odd, false, height);
    const perPixel = (scale[1] - scale[0]) / height;
    expect((data[0] - scale[0]) / perPixel).toBeCloseTo(2 * oddRowHeight + oddRowGap);
    expect(scale[1]).toBe(data[1]);
  });

  it('leaves out of a log axis what it has no place for, and counts it', () => {
    const lines = linesFrom(
      seriesOf([
        [0, -1],
        [1, 0],
        [2, 10],
        [3, 100],
        [9, -5],
      ]),
    );
    expect(drawnRange(lines, [0, 5], true)).toEqual([10, 100]);
    expect(countBelowLog(lines, [0, 5])).toBe(2);
    expect(yDomain(undefined, none, true, 200).scale[0]).toBeGreaterThan(0);
  });
});

describe('a chart in words', () => {
  const lines = linesFrom(
    seriesOf(
      [
        [0, 3],
        [5, 1],
        [10, 2],
      ],
      { runId: 'a' },
    ),
    seriesOf(
      [
        [0, 4],
        [5, Number.NaN],
      ],
      { runId: 'b' },
    ),
  );

  it('names metric, runs, last and best values', () => {
    expect(summaryText('loss', lines, 'step', [0, 10], 'lower')).toBe(
      'Chart of loss, 2 lines, from step 0 to 10. run a: last 2, best 1 at step 5. run b: last 4, best 4 at step 0, 1 point not finite.',
    );
  });

  it('gives both ends where nobody knows which is better, and speaks of what is in view', () => {
    expect(summaryText('x', lines.slice(0, 1), 'step', [4, 10], 'none')).toContain(
      'last 2, lowest 1 at step 5, highest 2 at step 10',
    );
  });

  it('counts what is not finite', () => {
    expect(oddText(lines)).toBe('1 NaN');
    expect(
      oddText(
        linesFrom(
          seriesOf([
            [0, Number.NaN],
            [1, Number.POSITIVE_INFINITY],
          ]),
        ),
      ),
    ).toBe('1 NaN, 1 infinite');
    expect(oddText(lines.slice(0, 1))).toBe('');
  });
});
