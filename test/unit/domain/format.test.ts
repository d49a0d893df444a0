import { expect, it } from 'vitest';
import {
  exactText,
  formatAge,
  formatBytes,
  formatDuration,
  formatFixed,
  formatNumber,
  formatPlural,
  formatShortAge,
} from '../../../src/domain/format.ts';

const minus = '\u2212';

it.each([
  [0.5, 2, '0.50'],
  [-1234.5678, 2, `${minus}1,234.57`],
  [1234567, 0, '1,234,567'],
  [1e12, 2, '1.000e+12'],
  [0.00001234, 8, `1.234e${minus}5`],
  [0.00001234, 4, '0.0000'],
  [Number.NaN, 2, 'NaN'],
  [Number.POSITIVE_INFINITY, 2, '+inf'],
  [Number.NEGATIVE_INFINITY, 2, `${minus}inf`],
])('%d with %d decimals is written %s', (value, decimals, text) => {
  expect(formatFixed(value, decimals)).toBe(text);
});

it.each([
  [0, '0'],
  [-3, `${minus}3`],
  [1048576, '1,048,576'],
  [0.1 + 0.2, '0.3'],
  [123456.789, '123,457'],
  [0.000012345678, `1.23457e${minus}5`],
  [1e15, '1e+15'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

it.each([
  [0, '0 ms'],
  [320.4, '320 ms'],
  [1_500, '1.5 s'],
  [48_000, '48 s'],
  [59_700, '1 m 00 s'],
  [724_000, '12 m 04 s'],
  [7_500_000, '2 h 05 m'],
  [273_600_000, '3 d 04 h'],
  [-1_500, `${minus}1.5 s`],
])('%d milliseconds are written %s', (value, text) => {
  expect(formatDuration(value)).toBe(text);
});

it('ages count seconds, minutes, hours and days, then give the date', () => {
  const now = Date.UTC(2026, 0, 20, 12);
  const ago = (seconds: number) => formatAge(now - seconds * 1000, now);
  expect([0, 30, 90, 7_200, 172_800].map(ago)).toEqual(['now', '30 s ago', '1 m ago', '2 h ago', '2 d ago']);
  expect(ago(20 * 86_400)).toMatch(/^2025-12-3[01]$/);
  expect(ago(-60)).toBe('now');
  expect([0, 90, 172_800].map((seconds) => formatShortAge(now - seconds * 1000, now))).toEqual([
    'now',
    '1 m',
    '2 d',
  ]);
  expect(formatShortAge(now - 20 * 86_400_000, now)).toBe(ago(20 * 86_400));
});

it('bytes are counted in thousands, as file managers do', () => {
  expect([0, 999, 1_000, 7_400_000_000, 2e18].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '7.4 GB',
    '2,000.0 PB',
  ]);
});

it('one is singular, everything else plural', () => {
  expect([0, 1, 1204].map((count) => formatPlural(count, 'run'))).toEqual(['0 runs', '1 run', '1,204 runs']);
});

it('what is copied has all digits and a plain minus', () => {
  expect([-0.1234567890123, true, null, 'text'].map(exactText)).toEqual([
    '-0.1234567890123',
    'true',
    '',
    'text',
  ]);
});
