import type { SqlDatabase } from './database.ts';
import type { Frame, SeriesKind } from './frame.ts';
import { decodeNumbers, encodeNumbers } from './number-codec.ts';

/** Rows of one axis: the last one of a file is filled up to here, then a new one begins. */
const axisRows = 4096;

interface SeriesState {
  readonly seriesId: number;
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

/** Writes points into axes and chunks, and keeps each series' summary up to date. */
export class SeriesStore {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  keysOfFile(fileId: number): { readonly kind: SeriesKind; readonly key: string }[] {
    return this.#database
      .all('SELECT kind, key FROM series WHERE file_id = ?', [fileId])
      .map((row) => ({ kind: row['kind'] as SeriesKind, key: String(row['key']) }));
  }

  append(runRef: number, fileId: number, frame: Frame): void {
    const keySetId = this.#keySet(frame.keys);
    const series = frame.keys.map((key) => this.#series(runRef, fileId, frame.kind, key));
    for (let begin = 0; begin < frame.steps.length; ) {
      begin = this.#appendToLastAxis(fileId, keySetId, frame, series, begin);
    }
    for (const [i, state] of series.entries()) {
      summarize(state, frame, frame.columns[i] as number[]);
      this.#update(state);
    }
  }

  #appendToLastAxis(
    fileId: number,
    keySetId: number,
    frame: Frame,
    series: readonly SeriesState[],
    begin: number,
  ): number {
    const last = this.#database.one(
      `SELECT axis_id, row_count, steps, times, lines FROM axes
       WHERE file_id = ? AND kind = ? AND key_set_id = ? ORDER BY axis_id DESC LIMIT 1`,
      [fileId, frame.kind, keySetId],
    );
    const room = last ? axisRows - Number(last['row_count']) : 0;
    const end = Math.min(frame.steps.length, begin + (room > 0 ? room : axisRows));
    const slice = (numbers: readonly number[]) => numbers.slice(begin, end);
    const extend = (blob: unknown, numbers: readonly number[]) =>
      encodeNumbers(concat(blob as Uint8Array, slice(numbers)));
    if (last && room > 0) {
      const axisId = Number(last['axis_id']);
      this.#database.run(
        'UPDATE axes SET row_count = row_count + ?, steps = ?, times = ?, lines = ? WHERE axis_id = ?',
        [
          end - begin,
          extend(last['steps'], frame.steps),
          extend(last['times'], frame.times),
          extend(last['lines'], frame.lines),
          axisId,
        ],
      );
      for (const [i, state] of series.entries()) {
        const old = this.#database.one(
          'SELECT point_values FROM chunks WHERE series_id = ? AND axis_id = ?',
          [state.seriesId, axisId],
        );
        this.#database.run('UPDATE chunks SET point_values = ? WHERE series_id = ? AND axis_id = ?', [
          extend(old?.['point_values'], frame.columns[i] as number[]),
          state.seriesId,
          axisId,
        ]);
      }
      return end;
    }
    const axisId = this.#database.insert(
      'INSERT INTO axes (file_id, kind, key_set_id, row_count, steps, times, lines) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [
        fileId,
        frame.kind,
        keySetId,
        end - begin,
        encodeNumbers(Float64Array.from(slice(frame.steps))),
        encodeNumbers(Float64Array.from(slice(frame.times))),
        encodeNumbers(Float64Array.from(slice(frame.lines))),
      ],
    );
    for (const [i, state] of series.entries()) {
      this.#database.run('INSERT INTO chunks (series_id, axis_id, point_values) VALUES (?, ?, ?)', [
        state.seriesId,
        axisId,
        encodeNumbers(Float64Array.from(slice(frame.columns[i] as number[]))),
      ]);
    }
    return end;
  }

  #keySet(keys: readonly string[]): number {
    const text = JSON.stringify(keys);
    const known = this.#database.one('SELECT key_set_id AS id FROM key_sets WHERE keys = ?', [text]);
    return known
      ? Number(known['id'])
      : this.#database.insert('INSERT INTO key_sets (keys) VALUES (?)', [text]);
  }

  #series(runRef: number, fileId: number, kind: SeriesKind, key: string): SeriesState {
    const row = this.#database.one(
      'SELECT * FROM series WHERE run_ref = ? AND kind = ? AND key = ? AND file_id = ?',
      [runRef, kind, key, fileId],
    );
    if (row) {
      return {
        seriesId: Number(row['series_id']),
        count: Number(row['point_count']),
        nanCount: Number(row['nan_count']),
        first: row['first_value'] as number | null,
        last: row['last_value'] as number | null,
        lastStep: Number(row['last_step']),
        lastAtMs: Number(row['last_at_ms']),
        lastLine: Number(row['last_line']),
        min: row['min_value'] as number | null,
        minStep: row['min_step'] as number | null,
        max: row['max_value'] as number | null,
        maxStep: row['max_step'] as number | null,
      };
    }
    const seriesId = this.#database.insert(
      `INSERT INTO series (run_ref, file_id, kind, key, point_count, nan_count, last_step, last_at_ms, last_line)
       VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0)`,
      [runRef, fileId, kind, key],
    );
    const none = { first: null, last: null, min: null, minStep: null, max: null, maxStep: null };
    return { seriesId, count: 0, nanCount: 0, lastStep: 0, lastAtMs: 0, lastLine: 0, ...none };
  }

  #update(state: SeriesState): void {
    this.#database.run(
      `UPDATE series SET point_count = ?, nan_count = ?, first_value = ?, last_value = ?, last_step = ?, last_at_ms = ?, last_line = ?,
         min_value = ?, min_step = ?, max_value = ?, max_step = ? WHERE series_id = ?`,
      [
        state.count,
        state.nanCount,
        state.first,
        state.last,
        state.lastStep,
        state.lastAtMs,
        state.lastLine,
        state.min,
        state.minStep,
        state.max,
        state.maxStep,
        state.seriesId,
      ],
    );
  }
}

function concat(blob: Uint8Array, more: readonly number[]): Float64Array {
  const old = decodeNumbers(blob);
  const all = new Float64Array(old.length + more.length);
  all.set(old);
  all.set(more, old.length);
  return all;
}

/** NaN is stored as NULL, which is what SQLite makes of it. */
function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function summarize(state: SeriesState, frame: Frame, values: readonly number[]): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) {
      state.nanCount++;
      continue;
    }
    const step = frame.steps[i] as number;
    if (state.min === null || value < state.min) {
      state.min = value;
      state.minStep = step;
    }
    if (state.max === null || value > state.max) {
      state.max = value;
      state.maxStep = step;
    }
  }
  if (state.count === 0) state.first = orNull(values[0] as number);
  state.count += values.length;
  // Rows of other key sets may have come between: the last value is the latest one, not the last frame's.
  const lastLine = frame.lines.at(-1) as number;
  if (lastLine > state.lastLine) {
    state.last = orNull(values.at(-1) as number);
    state.lastStep = frame.steps.at(-1) as number;
    state.lastAtMs = frame.times.at(-1) as number;
    state.lastLine = lastLine;
  }
}
