import type { Frame, SeriesKind } from './frame.ts';

/** What is known of one series without looking at its points. NaN is null, which is what SQLite makes of it. */
export interface SeriesSummary {
  readonly kind: SeriesKind;
  readonly key: string;
  readonly seriesId: number;
  /** It has no row yet. */
  readonly isNew: boolean;
  count: number;
  nanCount: number;
  first: number | null;
  last: number | null;
  lastStep: number;
  lastAtMs: number;
  lastLine: number;
  min: number | null;
  minStep: number | null;
  max: number | null;
  maxStep: number | null;
}

export function emptySummary(kind: SeriesKind, key: string, seriesId: number): SeriesSummary {
  const nothing = { first: null, last: null, min: null, minStep: null, max: null, maxStep: null };
  const start = { count: 0, nanCount: 0, lastStep: 0, lastAtMs: 0, lastLine: 0 };
  return { kind, key, seriesId, isNew: true, ...start, ...nothing };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Takes in the values that the rows of a frame have for the series' key. */
export function summarize(summary: SeriesSummary, frame: Frame, values: readonly number[]): void {
  // NaN compares as neither lower nor higher: it only takes the place of no number at all.
  let min = summary.min ?? Number.NaN;
  let max = summary.max ?? Number.NaN;
  let { minStep, maxStep, nanCount } = summary;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value >= min && value <= max) continue;
    if (Number.isNaN(value)) {
      nanCount++;
      continue;
    }
    const step = frame.steps[i] as number;
    if (!(value >= min)) {
      min = value;
      minStep = step;
    }
    if (!(value <= max)) {
      max = value;
      maxStep = step;
    }
  }
  Object.assign(summary, { min: orNull(min), max: orNull(max), minStep, maxStep, nanCount });
  if (summary.count === 0) summary.first = orNull(values[0] as number);
  summary.count += values.length;
  // Rows of other key sets may have come between: the last value is the latest one, not the last frame's.
  const lastLine = frame.lines.at(-1) as number;
  if (lastLine > summary.lastLine) {
    summary.last = orNull(values.at(-1) as number);
    summary.lastStep = frame.steps.at(-1) as number;
    summary.lastAtMs = frame.times.at(-1) as number;
    summary.lastLine = lastLine;
  }
}
