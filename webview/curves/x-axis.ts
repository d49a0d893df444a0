import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatFixed,
  formatNumber,
  formatTime,
} from '../../src/domain/format.ts';
import type { XAxis } from '../../src/protocol/catalog.ts';
import { linearTicks, multiples, niceStep, type Tick } from './ticks.ts';

export type Range = readonly [number, number];

export const axisTitles: Readonly<Record<XAxis, string>> = {
  step: 'Step',
  wall: 'Wall Time',
  relative: 'Relative Time',
};

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Steps that a clock reader expects; below a second and above a week they are decimal. */
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7].map((count) => count * day),
];

function timeStep(rough: number): number {
  if (rough <= second) return Math.min(second, niceStep(rough));
  return timeSteps.find((step) => step >= rough) ?? niceStep(rough / day) * day;
}

/** @param most How many labels there is room for. */
export function xTicks(axis: XAxis, [low, high]: Range, most: number): Tick[] {
  if (!(high > low)) return [];
  if (axis === 'step') return linearTicks(low, high, most);
  const step = timeStep((high - low) / Math.max(1, most));
  return axis === 'relative' ? relativeTicks(low, high, step) : wallTicks(low, high, step);
}

function relativeTicks(low: number, high: number, step: number): Tick[] {
  return multiples(low, high, step).map((value) => ({
    value,
    label: value === 0 ? '0' : tidyDuration(value),
  }));
}

/** `2 m` instead of `2 m 00 s`: a tick is a round value. */
function tidyDuration(ms: number): string {
  return formatDuration(ms).replace(/ 00 [smh]$/, '');
}

function wallTicks(low: number, high: number, step: number): Tick[] {
  // Ticks are round in local time, so midnight is a tick also where the zone is not UTC.
  const offset = new Date(low).getTimezoneOffset() * minute;
  return multiples(low - offset, high - offset, step).map((local) => {
    const value = local + offset;
    return { value, label: wallLabel(value, step) };
  });
}

function wallLabel(value: number, step: number): string {
  const time = formatTime(value);
  if (step >= day || time === '00:00:00') return formatDate(value).slice(5);
  if (step >= minute) return time.slice(0, 5);
  return step >= second ? time : `${time}.${String(Math.round(value) % 1000).padStart(3, '0')}`;
}

/** One place on the axis, for the cursor, tables and hovers: `4,000`, `12 m 04 s`, `14:03:27`. */
export function xText(axis: XAxis, value: number): string {
  if (axis === 'relative') return formatDuration(value);
  return axis === 'wall' ? formatTime(value) : formatNumber(value, 10);
}

/** The same to the millisecond, for tables, where neighbours must be told apart. */
export function xFullText(axis: XAxis, value: number): string {
  if (axis === 'step') return xText(axis, value);
  const fraction = formatFixed((((value % second) + second) % second) / second, 3).slice(1);
  return axis === 'wall' ? `${formatTime(value)}${fraction}` : `${formatFixed(value / second, 3)} s`;
}

/** The same with its kind, for sentences: `step 4,000`, `after 12 m 04 s`, `at 2026-03-01 14:03:27`. */
export function xPhrase(axis: XAxis, value: number): string {
  if (axis === 'relative') return `after ${formatDuration(value)}`;
  return axis === 'wall' ? `at ${formatDateTime(value)}` : `step ${formatNumber(value, 10)}`;
}

/** What the plot shows: the zoom, or everything, with some room where everything is one point. */
export function xDomain(axis: XAxis, extent: Range | null, zoom: Range | null): Range {
  if (zoom && zoom[1] > zoom[0]) return zoom;
  if (!extent) return axis === 'wall' ? [0, minute] : [0, axis === 'step' ? 1 : minute];
  const [low, high] = extent;
  if (high > low) return extent;
  const room = axis === 'step' ? 1 : second;
  return [low - room, high + room];
}
