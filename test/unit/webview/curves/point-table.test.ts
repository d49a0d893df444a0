import { describe, expect, it } from 'vitest';
import { matchingMetrics } from '../../../../webview/curves/matching-metrics.ts';
import { pointCsv, pointTable } from '../../../../webview/curves/point-table.ts';
import { linesFrom, seriesOf } from './series-of.ts';

const a = seriesOf(
  [
    [0, 1],
    [1, Number.NaN],
    [2, 0.1],
  ],
  { runId: 'a' },
);
const b = seriesOf(
  [
    [1, 5],
    [2, 6],
  ],
  { runId: 'b' },
);

describe('points as a table', () => {
  it('have one row for each x, and a hole where a run has no point', () => {
    expect(pointTable(linesFrom(a, b), [0, 2], 10)).toEqual({
      rows: [
        { x: 0, values: [1, undefined] },
        { x: 1, values: [Number.NaN, 5] },
        { x: 2, values: [0.1, 6] },
      ],
      total: 3,
    });
  });

  it('are bounded, and say of how many', () => {
    const { rows, total } = pointTable(linesFrom(a, b), [0, 2], 2);
    expect([rows.length, total]).toEqual([2, 3]);
  });
});

describe('points as CSV', () => {
  it('have all digits, one line for each point in order of x', () => {
    const runs = linesFrom(a, b).map((line) => line.run);
    expect(pointCsv('loss', 'step', [a], runs, [0, 2])).toBe(
      'run_id,run,writer,step,loss\r\na,run a,,0,1\r\na,run a,,1,NaN\r\na,run a,,2,0.1\r\n',
    );
  });

  it('quote names, and make none of them a formula', () => {
    const runs = [{ runId: a.runId, name: '=1+1, "x"', look: 0, status: 'finished' as const }];
    expect(pointCsv('loss', 'step', [a], runs, [0, 0])).toContain(`a,"'=1+1, ""x""",,0,1`);
  });
});

describe('the search for metrics', () => {
  it('takes words in any order and puts keys that begin with the first one first', () => {
    expect(matchingMetrics(['train/loss', 'loss', 'val/loss', 'acc'], 'loss')).toEqual([
      'loss',
      'train/loss',
      'val/loss',
    ]);
    expect(matchingMetrics(['train/loss', 'val/loss'], 'loss val')).toEqual(['val/loss']);
    expect(matchingMetrics(['b', 'a'], ' ')).toEqual(['b', 'a']);
  });
});
