import { exactText } from '../../src/domain/format.ts';
import type { Series, XAxis } from '../../src/protocol/catalog.ts';
import type { CurveLine } from './curve-line.ts';
import type { CurveRun } from './curve-run.ts';
import type { Range } from './x-axis.ts';

export interface PointRow {
  readonly x: number;
  /** One for each line; undefined where it has no point. Raw values, NaN and infinities included. */
  readonly values: readonly (number | undefined)[];
}

export interface PointTable {
  readonly rows: readonly PointRow[];
  /** How many rows there would be without the bound. */
  readonly total: number;
}

/** The drawn points in view, one row for each x, the first `most` of them. */
export function pointTable(lines: readonly CurveLine[], range: Range, most: number): PointTable {
  const places = new Map<number, (number | undefined)[]>();
  for (const [column, { series }] of lines.entries()) {
    for (const [x, value] of pointsOf(series, range)) {
      const row = places.get(x) ?? Array.from<number | undefined>({ length: lines.length });
      row[column] = value;
      places.set(x, row);
    }
  }
  const ascending = Float64Array.from(places.keys()).sort();
  const rows = [...ascending.subarray(0, most)].map((x) => ({ x, values: places.get(x) ?? [] }));
  return { rows, total: ascending.length };
}

/** Comma-separated values with a header, all digits, one line for each point: RFC 4180. */
export function pointCsv(
  key: string,
  axis: XAxis,
  series: readonly Series[],
  runs: readonly CurveRun[],
  range: Range,
): string {
  const names = new Map(runs.map((run) => [run.runId, run.name]));
  const xTitle = { step: 'step', wall: 'unix_ms', relative: 'relative_ms' }[axis];
  const lines = [['run_id', 'run', 'writer', xTitle, key]];
  for (const one of series) {
    const points = [...pointsOf(one, range)].sort((a, b) => a[0] - b[0]);
    for (const [x, value] of points)
      lines.push([one.runId, names.get(one.runId) ?? '', one.writer ?? '', exactText(x), exactText(value)]);
  }
  return `${lines.map((fields) => fields.map(csvField).join(',')).join('\r\n')}\r\n`;
}

/** Text that a spreadsheet would take for a formula gets a quote before it: names are other people's text. */
function csvField(text: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function* pointsOf(series: Series, [from, to]: Range): Generator<[number, number]> {
  for (const [xs, ys] of [
    [series.x, series.y],
    [series.nonFiniteX, series.nonFiniteY],
  ] as const) {
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i] as number;
      if (x >= from && x <= to) yield [x, ys[i] as number];
    }
  }
}
