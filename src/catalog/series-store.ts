import type { SqlDatabase } from './database.ts';
import type { Frame, SeriesKind } from './frame.ts';
import { decodeNumbers, encodeNumbers } from './number-codec.ts';
import { emptySummary, type SeriesSummary, summarize } from './series-summary.ts';

/** Rows of one axis: the last one of a file is filled up to here, then a new one begins. */
const axisRows = 4096;

/** The file whose rows are appended. */
export interface SeriesFile {
  readonly fileId: number;
  readonly runRef: number;
  /** Nothing of it was kept before: what is looked up by file cannot be there. */
  readonly isNew: boolean;
}

/** Writes points into axes and chunks, and keeps each series' summary up to date. */
export class SeriesStore {
  readonly #database: SqlDatabase;
  readonly #keySets = new Map<string, number>();
  #lastSeriesId: number;
  #lastAxisId: number;

  constructor(database: SqlDatabase) {
    this.#database = database;
    const last = (sql: string) => Number(database.first(sql)?.[0] ?? 0);
    // Numbers are given here, so that rows which refer to each other need not ask for them.
    this.#lastSeriesId = last('SELECT MAX(series_id) FROM series');
    this.#lastAxisId = last('SELECT MAX(axis_id) FROM axes');
  }

  /** After a transaction that was undone: sets of keys that it made are not there. */
  forgetUndone(): void {
    this.#keySets.clear();
  }

  keysOfFile(fileId: number): { readonly kind: SeriesKind; readonly key: string }[] {
    return this.#database
      .all('SELECT kind, key FROM series WHERE file_id = ?', [fileId])
      .map((row) => ({ kind: row['kind'] as SeriesKind, key: String(row['key']) }));
  }

  /** Answers the summaries of the series that got points. */
  append(file: SeriesFile, frames: Iterable<Frame>): SeriesSummary[] {
    const summaries = new Map<string, SeriesSummary>();
    for (const frame of frames) {
      const series = frame.keys.map((key) => {
        const name = `${frame.kind} ${key}`;
        const summary = summaries.get(name) ?? this.#load(file, frame.kind, key);
        summaries.set(name, summary);
        return summary;
      });
      this.#appendPoints(file, frame, series);
      for (const [i, summary] of series.entries()) summarize(summary, frame, frame.columns[i] as number[]);
    }
    for (const summary of summaries.values()) this.#save(file, summary);
    return [...summaries.values()];
  }

  #appendPoints(file: SeriesFile, frame: Frame, series: readonly SeriesSummary[]): void {
    const keySetId = this.#keySet(frame.keys);
    const begin = file.isNew ? 0 : this.#fillLastAxis(file, keySetId, frame, series);
    for (let from = begin; from < frame.steps.length; from += axisRows)
      this.#addAxis(file, keySetId, frame, series, from);
  }

  #addAxis(
    file: SeriesFile,
    keySetId: number,
    frame: Frame,
    series: readonly SeriesSummary[],
    from: number,
  ): void {
    const encode = (numbers: readonly number[]) =>
      encodeNumbers(new Float64Array(numbers.slice(from, from + axisRows)));
    const axisId = ++this.#lastAxisId;
    this.#database.run(
      'INSERT INTO axes (axis_id, file_id, kind, key_set_id, row_count, steps, times, lines) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [
        axisId,
        file.fileId,
        frame.kind,
        keySetId,
        Math.min(axisRows, frame.steps.length - from),
        encode(frame.steps),
        encode(frame.times),
        encode(frame.lines),
      ],
    );
    for (const [i, { seriesId }] of series.entries()) {
      this.#database.run('INSERT INTO chunks (series_id, axis_id, point_values) VALUES (?, ?, ?)', [
        seriesId,
        axisId,
        encode(frame.columns[i] as number[]),
      ]);
    }
  }

  /** Answers how many rows there was room for. */
  #fillLastAxis(file: SeriesFile, keySetId: number, frame: Frame, series: readonly SeriesSummary[]): number {
    const last = this.#database.one(
      `SELECT axis_id, row_count, steps, times, lines FROM axes
       WHERE file_id = ? AND kind = ? AND key_set_id = ? ORDER BY axis_id DESC LIMIT 1`,
      [file.fileId, frame.kind, keySetId],
    );
    const room = last ? Math.min(axisRows - Number(last['row_count']), frame.steps.length) : 0;
    if (!last || room === 0) return 0;
    const extend = (blob: unknown, numbers: readonly number[]) =>
      encodeNumbers(concat(blob as Uint8Array, numbers.slice(0, room)));
    const axisId = Number(last['axis_id']);
    this.#database.run(
      'UPDATE axes SET row_count = row_count + ?, steps = ?, times = ?, lines = ? WHERE axis_id = ?',
      [
        room,
        extend(last['steps'], frame.steps),
        extend(last['times'], frame.times),
        extend(last['lines'], frame.lines),
        axisId,
      ],
    );
    for (const [i, { seriesId }] of series.entries()) {
      const old = this.#database.first(
        'SELECT point_values FROM chunks WHERE series_id = ? AND axis_id = ?',
        [seriesId, axisId],
      );
      this.#database.run('UPDATE chunks SET point_values = ? WHERE series_id = ? AND axis_id = ?', [
        extend(old?.[0], frame.columns[i] as number[]),
        seriesId,
        axisId,
      ]);
    }
    return room;
  }

  #keySet(keys: readonly string[]): number {
    const text = JSON.stringify(keys);
    let keySetId = this.#keySets.get(text);
    if (keySetId === undefined) {
      const known = this.#database.first('SELECT key_set_id FROM key_sets WHERE keys = ?', [text]);
      keySetId = known
        ? Number(known[0])
        : this.#database.insert('INSERT INTO key_sets (keys) VALUES (?) RETURNING key_set_id', [text]);
      this.#keySets.set(text, keySetId);
    }
    return keySetId;
  }

  #load(file: SeriesFile, kind: SeriesKind, key: string): SeriesSummary {
    const row = file.isNew
      ? undefined
      : this.#database.one(
          'SELECT * FROM series WHERE run_ref = ? AND kind = ? AND key = ? AND file_id = ?',
          [file.runRef, kind, key, file.fileId],
        );
    if (!row) return emptySummary(kind, key, ++this.#lastSeriesId);
    return {
      kind,
      key,
      seriesId: Number(row['series_id']),
      isNew: false,
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

  #save(file: SeriesFile, summary: SeriesSummary): void {
    const { seriesId, kind, key } = summary;
    const values = [
      summary.count,
      summary.nanCount,
      summary.first,
      summary.last,
      summary.lastStep,
      summary.lastAtMs,
      summary.lastLine,
      summary.min,
      summary.minStep,
      summary.max,
      summary.maxStep,
    ];
    if (summary.isNew) {
      this.#database.run(
        `INSERT INTO series (point_count, nan_count, first_value, last_value, last_step, last_at_ms, last_line,
           min_value, min_step, max_value, max_step, series_id, run_ref, file_id, kind, key)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [...values, seriesId, file.runRef, file.fileId, kind, key],
      );
      return;
    }
    this.#database.run(
      `UPDATE series SET point_count = ?, nan_count = ?, first_value = ?, last_value = ?, last_step = ?, last_at_ms = ?,
         last_line = ?, min_value = ?, min_step = ?, max_value = ?, max_step = ? WHERE series_id = ?`,
      [...values, seriesId],
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
