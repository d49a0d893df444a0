import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks } from '../../../../webview/curves/ticks.ts';
import { xDomain, xFullText, xPhrase, xText, xTicks } from '../../../../webview/curves/x-axis.ts';

const labels = (ticks: readonly { label: string }[]) => ticks.map((tick) => tick.label);

describe('ticks of values', () => {
  it('are round, within the range, and have one count of decimals', () => {
    expect(labels(linearTicks(0.873, 0.9712, 5))).toEqual(['0.88', '0.90', '0.92', '0.94', '0.96']);
    expect(labels(linearTicks(-1.1, 1.2, 4))).toEqual(['\u22121', '0', '1']);
    expect(labels(linearTicks(0, 10_000, 4))).toEqual(['0', '2,500', '5,000', '7,500', '10,000']);
  });

  it('become exponents where plain digits would be too many', () => {
    expect(labels(linearTicks(0, 4e8, 4))).toEqual(['0', '1e8', '2e8', '3e8', '4e8']);
    expect(labels(linearTicks(0, 4e-9, 4))).toEqual([
      '0',
      '1e\u22129',
      '2e\u22129',
      '3e\u22129',
      '4e\u22129',
    ]);
  });

  it('tell neighbours apart also where the range is narrow and far from zero', () => {
    const shown = labels(linearTicks(1e7, 1e7 + 4, 4));
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('are never more than a page can draw, however odd the range', () => {
    for (const [low, high] of [
      [0, 1e300],
      [-1e-300, 1e-300],
      [5, 5],
      [3, 1],
      [1, 1 + Number.EPSILON],
    ] as const)
      expect(linearTicks(low, high, 5).length).toBeLessThanOrEqual(12);
  });

  it('are powers of ten on a log axis, with 2 and 5 where there is room', () => {
    expect(labels(logTicks(0.0001, 100, 6))).toEqual(['1e\u22124', '0.001', '0.01', '0.1', '1', '10', '100']);
    expect(labels(logTicks(0.9, 90, 9))).toEqual(['1', '2', '5', '10', '20', '50']);
    expect(labels(logTicks(1e-30, 1, 6)).length).toBeLessThanOrEqual(7);
    expect(logTicks(0, 1, 5)).toEqual([]);
  });
});

describe('the x axis', () => {
  it('counts steps with commas, fractions with their decimals', () => {
    expect(labels(xTicks('step', [0, 1_000_000], 4))).toEqual([
      '0',
      '250,000',
      '500,000',
      '750,000',
      '1,000,000',
    ]);
    expect(labels(xTicks('step', [0, 1], 4))).toEqual(['0.00', '0.25', '0.50', '0.75', '1.00']);
  });

  it('writes durations in steps of a clock', () => {
    expect(labels(xTicks('relative', [0, 12 * 60_000], 4))).toEqual(['0', '5 m', '10 m']);
    expect(labels(xTicks('relative', [0, 40_000], 4))).toEqual(['0', '10 s', '20 s', '30 s', '40 s']);
    expect(labels(xTicks('relative', [0, 400], 4))).toEqual(['0', '100 ms', '200 ms', '300 ms', '400 ms']);
  });

  it('puts ticks of wall time at round local times, and names the day at midnight', () => {
    const evening = new Date(2026, 2, 1, 21, 30).getTime();
    expect(labels(xTicks('wall', [evening, evening + 6 * 3_600_000], 6))).toEqual([
      '22:00',
      '23:00',
      '03-02',
      '01:00',
      '02:00',
      '03:00',
    ]);
  });

  it('says one place for a pill and for a sentence', () => {
    expect(xText('step', 4_000)).toBe('4,000');
    expect(xPhrase('step', 4_000)).toBe('step 4,000');
    expect(xFullText('relative', 291_034)).toBe('291.034 s');
    expect(xFullText('wall', new Date(2026, 2, 1, 14, 3, 27, 5).getTime())).toBe('14:03:27.005');
    expect(xPhrase('relative', 291_000)).toBe('after 4 m 51 s');
    expect(xPhrase('wall', new Date(2026, 2, 1, 14, 3, 27).getTime())).toBe('at 2026-03-01 14:03:27');
  });

  it('shows the zoom, else everything, with room around a single point', () => {
    expect(xDomain('step', [0, 100], [10, 20])).toEqual([10, 20]);
    expect(xDomain('step', [0, 100], null)).toEqual([0, 100]);
    expect(xDomain('step', [7, 7], null)).toEqual([6, 8]);
  });
});
