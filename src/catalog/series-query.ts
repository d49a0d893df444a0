import { selectPoints } from '../domain/downsample.ts';
import type { RunId } from '../domain/run.ts';
import { smooth } from '../domain/smoothing.ts';
import type { Series, SeriesReply, SeriesRequest, XAxis } from '../protocol/catalog.ts';
import type { Row, SqlDatabase } from './database.ts';
import { drawnPoints, pick, readPoints } from './points.ts';

interface Line {
  readonly runId: RunId;
  readonly key: string;
  readonly writer: string | null;
  readonly startedAtMs: number;
  readonly seriesIds: number[];
}

/** Curves at the width of their plot: see `SeriesRequest` and `Series` for what is promised. */
export function querySeries(database: SqlDatabase, request: SeriesRequest, version: number): SeriesReply {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const series: Series[] = [];
  for (const runId of request.runIds) {
    for (const key of request.keys) {
      for (const line of findLines(database, runId, key)) {
        const { x, y } = readLine(database, line, request.x);
        if (x.length === 0) continue;
        low = Math.min(low, x[0] as number);
        high = Math.max(high, x.at(-1) as number);
        series.push(thin(line, x, y, request));
      }
    }
  }
  return { version, series, extent: low <= high ? [low, high] : null };
}

/** One line for the run's main process, and one for each other writer of the key. */
function findLines(database: SqlDatabase, runId: RunId, key: string): Line[] {
  const rows: Row[] = database.all(
    `SELECT s.series_id, f.lineage, f.writer, r.started_at_ms FROM series s JOIN runs r USING (run_ref) JOIN files f USING (file_id)
     WHERE r.run_id = ? AND s.kind = 'metric' AND s.key = ? AND r.deleted = 0 ORDER BY f.lineage, s.last_at_ms, f.writer`,
    [runId, key],
  );
  const lineages = new Map<string, Line>();
  for (const row of rows) {
    const lineage = String(row['lineage']);
    const known = lineages.get(lineage);
    if (known) known.seriesIds.push(Number(row['series_id']));
    else {
      const startedAtMs = Number(row['started_at_ms']);
      lineages.set(lineage, {
        runId,
        key,
        writer: String(row['writer']),
        startedAtMs,
        seriesIds: [Number(row['series_id'])],
      });
    }
  }
  const lines = [...lineages.values()];
  return lines.length === 1 ? lines.map((line) => ({ ...line, writer: null })) : lines;
}

function readLine(database: SqlDatabase, line: Line, axis: XAxis): { x: Float64Array; y: Float64Array } {
  const points = drawnPoints(readPoints(database, line.seriesIds));
  if (axis === 'step') return { x: points.steps, y: points.values };
  const x = axis === 'wall' ? points.times : points.times.map((time) => time - line.startedAtMs);
  for (let i = 1; i < x.length; i++) {
    if ((x[i] as number) < (x[i - 1] as number)) return sortByX(x, points.values);
  }
  return { x, y: points.values };
}

function sortByX(x: Float64Array, y: Float64Array): { x: Float64Array; y: Float64Array } {
  const order = Uint32Array.from(x, (_, i) => i).sort((a, b) => (x[a] as number) - (x[b] as number) || a - b);
  return { x: pick(x, order), y: pick(y, order) };
}

function thin(line: Line, x: Float64Array, y: Float64Array, request: SeriesRequest): Series {
  const { finiteX, finiteY, oddX, oddY } = splitFinite(x, y);
  const [from, to] = request.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  // One neighbour on each side is kept, so that lines enter and leave the plot.
  const inner = { begin: firstAtLeast(finiteX, from), end: firstAbove(finiteX, to) };
  const odd = { begin: firstAtLeast(oddX, from), end: firstAbove(oddX, to) };
  const before = finiteX[inner.begin - 1];
  const after = finiteX[inner.end];
  // A neighbour beyond a NaN outside the range is none: the gap between them must not be joined.
  const enters = before !== undefined && firstAbove(oddX, before) === odd.begin;
  const leaves = after !== undefined && firstAtLeast(oddX, after) === odd.end;
  const begin = enters ? inner.begin - 1 : inner.begin;
  const end = leaves ? inner.end + 1 : inner.end;
  const middle = selectPoints(finiteX, finiteY, inner.begin, inner.end, request.pixels);
  const chosen = new Uint32Array(middle.length + (begin < inner.begin ? 1 : 0) + (end > inner.end ? 1 : 0));
  chosen.set(middle, begin < inner.begin ? 1 : 0);
  if (begin < inner.begin) chosen[0] = begin;
  if (end > inner.end) chosen[chosen.length - 1] = end - 1;
  const smoothed = request.smoothing > 0 ? pick(smooth(finiteX, finiteY, request.smoothing), chosen) : null;
  const oddInRange = oddY.subarray(odd.begin, odd.end);
  const nanCount = oddInRange.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  return {
    runId: line.runId,
    key: line.key,
    writer: line.writer,
    x: pick(finiteX, chosen),
    y: pick(finiteY, chosen),
    smoothed,
    complete: middle.length === inner.end - inner.begin,
    points: inner.end - inner.begin + oddInRange.length,
    ...thinOdd(oddX.subarray(odd.begin, odd.end), oddInRange, request.pixels),
    nanCount,
    infiniteCount: oddInRange.length - nanCount,
  };
}

function splitFinite(x: Float64Array, y: Float64Array) {
  if (y.every(Number.isFinite))
    return { finiteX: x, finiteY: y, oddX: new Float64Array(), oddY: new Float64Array() };
  const finite = Uint32Array.from(y, (_, i) => i).filter((i) => Number.isFinite(y[i]));
  const odd = Uint32Array.from(y, (_, i) => i).filter((i) => !Number.isFinite(y[i]));
  return { finiteX: pick(x, finite), finiteY: pick(y, finite), oddX: pick(x, odd), oddY: pick(y, odd) };
}

/** All of them while they are few, else at most one NaN and one infinity of each sign for a pixel column. */
function thinOdd(
  x: Float64Array,
  y: Float64Array,
  pixels: number,
): { nonFiniteX: Float64Array; nonFiniteY: Float64Array } {
  if (x.length <= pixels) return { nonFiniteX: x.slice(), nonFiniteY: y.slice() };
  const width = ((x.at(-1) ?? 0) - (x[0] ?? 0)) / pixels;
  const seen = new Set<string>();
  const kept = Uint32Array.from(x, (_, i) => i).filter((i) => {
    const column = width > 0 ? Math.floor(((x[i] as number) - (x[0] as number)) / width) : 0;
    const mark = `${column} ${y[i]}`;
    return seen.has(mark) ? false : seen.add(mark);
  });
  return { nonFiniteX: pick(x, kept), nonFiniteY: pick(y, kept) };
}

function firstAtLeast(x: Float64Array, bound: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(x: Float64Array, bound: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] as number) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function seriesBuffers(reply: SeriesReply): ArrayBuffer[] {
  return reply.series.flatMap((one) =>
    [one.x, one.y, one.smoothed, one.nonFiniteX, one.nonFiniteY].flatMap((array) =>
      array ? [array.buffer as ArrayBuffer] : [],
    ),
  );
}
