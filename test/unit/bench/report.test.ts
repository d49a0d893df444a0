import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../bench/options.ts';
import { performanceDocument, withShortTable } from '../../../bench/report/document.ts';
import { mergeReports } from '../../../bench/report/merge.ts';
import { numberText } from '../../../bench/report/number-text.ts';
import type { Report, Result } from '../../../bench/report/result.ts';
import { median, percentile, spread } from '../../../bench/report/statistics.ts';

function resultOf(bench: string, measure: string, ours: number): Result {
  return {
    bench,
    measure,
    unit: 'us',
    better: 'lower',
    ours,
    peers: { wandb: 228 },
    why: { wandb: 'offline | mode' },
    rounds: 5,
    spread: [ours, ours],
    peerSpreads: {},
  };
}

const report: Report = {
  machine: { cpu: 'A CPU', cores: 2, memoryGiB: 24, os: 'Linux 6 x64' },
  date: '2026-11-24',
  full: true,
  versions: { Runstone: '0.1.0' },
  results: [resultOf('log-call', 'p50', 7)],
};

describe('statistics', () => {
  it('take the middle, and go between two values', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 2])).toBe(1.5);
    expect(percentile([0, 10], 0.95)).toBe(9.5);
    expect(spread([3, 1, 2])).toEqual([1, 3]);
    expect(spread([])).toBeNull();
  });

  it('are written with three digits', () => {
    expect([7.8234, 1317.2, 0.0093, 0].map(numberText)).toEqual(['7.82', '1,317', '0.0093', '0']);
  });
});

describe('the document', () => {
  it('holds what was measured, how to repeat it, and what must be known of a peer', () => {
    const text = performanceDocument(report, [
      { name: 'log-call', about: 'About it.' },
      { name: 'open', about: 'About another.' },
    ]);
    expect(text).toContain('A CPU, 2 cores, 24 GiB');
    expect(text).toContain('`npm run bench -- log-call`, 5 rounds.');
    expect(text).toContain('| p50, us | 7 |');
    expect(text).toContain('- wandb: offline | mode');
    expect(text).not.toContain('About another.');
    expect(text).toContain('Not measured on this machine yet: `open`.');
  });

  it('renews the short table between the marks of the README, and touches nothing else', () => {
    const readme = 'before\n<!-- performance:begin -->\nold\n<!-- performance:end -->\nafter\n';
    const renewed = withShortTable(readme, report) ?? '';
    expect(renewed.startsWith('before\n<!-- performance:begin -->\n| ')).toBe(true);
    expect(renewed.endsWith('<!-- performance:end -->\nafter\n')).toBe(true);
    expect(renewed).toContain('| one `log()` of five metrics, median | 7 us | wandb 228 |');
    expect(withShortTable(renewed, report)).toBe(renewed);
    expect(withShortTable('no marks', report)).toBeUndefined();
  });
});

describe('figures kept from before', () => {
  const open = { ...report, results: [resultOf('open', 'warm table', 1)] };

  it('stay beside new ones of other benches', () => {
    expect(mergeReports(open, report).results.map(({ bench }) => bench)).toEqual(['open', 'log-call']);
  });

  it('are replaced by new ones of the same bench', () => {
    const again = { ...report, results: [resultOf('log-call', 'p50', 8)] };
    expect(mergeReports(report, again).results).toEqual(again.results);
  });

  it('go when the machine or a version is another, or when they were a smoke test', () => {
    expect(mergeReports({ ...open, machine: { ...open.machine, cores: 64 } }, report)).toEqual(report);
    expect(mergeReports({ ...open, versions: { Runstone: '0.0.9' } }, report)).toEqual(report);
    expect(mergeReports({ ...open, full: false }, report)).toEqual(report);
  });
});

describe('the command line', () => {
  const known = ['log-call', 'ingest', 'open'];

  it('runs all benches unless some are named, in their own order', () => {
    expect(readOptions([], known)).toMatchObject({ benches: known, rounds: 5, quick: false });
    expect(readOptions(['open', 'log-call', '--rounds', '7'], known)).toMatchObject({
      benches: ['log-call', 'open'],
      rounds: 7,
    });
    expect(readOptions(['--quick'], known).rounds).toBe(1);
  });

  it('refuses what it does not know', () => {
    expect(() => readOptions(['speed'], known)).toThrow('There is no bench speed');
    expect(() => readOptions(['--rounds', '0'], known)).toThrow('whole number');
    expect(() => readOptions(['--fast'], known)).toThrow();
  });
});
