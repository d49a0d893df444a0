import type { SqlDatabase } from './database.ts';
import { decodeNumbers } from './number-codec.ts';

/** All points of one series, in the order in which they were written. */
export interface Points {
  readonly steps: Float64Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Joins the chunks of the series of several files of one lineage (a run that was resumed has several). */
export function readPoints(database: SqlDatabase, seriesIds: readonly number[]): Points {
  const parts: { steps: Float64Array; times: Float64Array; lines: Float64Array; values: Float64Array }[] = [];
  for (const seriesId of seriesIds) {
    const rows = database.tuples(
      `SELECT a.steps, a.times, a.lines, c.point_values FROM chunks c JOIN axes a USING (axis_id)
       WHERE c.series_id = ? ORDER BY a.axis_id`,
      [seriesId],
    );
    const chunks = rows.map(([steps, times, lines, values]) => ({
      steps: decodeNumbers(steps as Uint8Array),
      times: decodeNumbers(times as Uint8Array),
      lines: decodeNumbers(lines as Uint8Array),
      values: decodeNumbers(values as Uint8Array),
    }));
    parts.push(...inFileOrder(chunks));
  }
  const join = (field: 'steps' | 'times' | 'values') => concat(parts.map((part) => part[field]));
  return { steps: join('steps'), times: join('times'), values: join('values') };
}

interface Chunk {
  readonly steps: Float64Array;
  readonly times: Float64Array;
  readonly lines: Float64Array;
  readonly values: Float64Array;
}

/** Chunks of different key sets overlap: then their rows are put back into the order of the file's lines. */
function inFileOrder(chunks: readonly Chunk[]): readonly Chunk[] {
  const overlaps = chunks.some(
    (chunk, i) => i > 0 && (chunk.lines[0] as number) < (chunks[i - 1]?.lines.at(-1) as number),
  );
  if (!overlaps) return chunks;
  const lines = concat(chunks.map((chunk) => chunk.lines));
  const order = Uint32Array.from(lines, (_, i) => i).sort(
    (a, b) => (lines[a] as number) - (lines[b] as number),
  );
  const reorder = (field: keyof Chunk) => pick(concat(chunks.map((chunk) => chunk[field])), order);
  return [
    { steps: reorder('steps'), times: reorder('times'), lines: reorder('lines'), values: reorder('values') },
  ];
}

export function pick(numbers: Float64Array, order: Uint32Array): Float64Array {
  const picked = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) picked[i] = numbers[order[i] as number] as number;
  return picked;
}

function concat(arrays: readonly Float64Array[]): Float64Array {
  if (arrays.length === 1) return arrays[0] as Float64Array;
  const all = new Float64Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let offset = 0;
  for (const array of arrays) {
    all.set(array, offset);
    offset += array.length;
  }
  return all;
}

/**
 * What is drawn: of points with the same step the one written last, ascending by step. Nearly always the points
 * are so already, and come back as they are.
 */
export function drawnPoints(points: Points): Points {
  const { steps } = points;
  let ascending = true;
  for (let i = 1; i < steps.length && ascending; i++)
    ascending = (steps[i] as number) > (steps[i - 1] as number);
  if (ascending) return points;
  const order = Uint32Array.from(steps, (_, i) => i).sort(
    (a, b) => (steps[a] as number) - (steps[b] as number) || a - b,
  );
  const kept = order.filter(
    (index, i) => i === order.length - 1 || steps[index] !== steps[order[i + 1] as number],
  );
  return { steps: pick(steps, kept), times: pick(points.times, kept), values: pick(points.values, kept) };
}
