import { type EventOf, type JournalEvent, type ParsedLine, parseLine } from '../journal/event.ts';
import type { Slice } from '../journal/line-reader.ts';
import type { CellValue } from '../protocol/catalog.ts';
import type { SqlDatabase } from './database.ts';
import { isEngineFailure } from './engine-failure.ts';
import { FrameCollector } from './frame.ts';
import { RunEvents } from './run-events.ts';
import { RunStore } from './run-store.ts';
import { type SeriesFile, SeriesStore } from './series-store.ts';
import type { SeriesSummary } from './series-summary.ts';
import { makeStamp } from './stamp.ts';

/** Problems kept for one file: a file of garbage must not fill the catalog. */
const mostProblems = 100;

export interface ProjectedFile {
  readonly fileId: number;
  /** null for the editor's own journal. */
  readonly runRef: number | null;
  readonly writer: string;
  /** The latest `at` of the lines before. */
  readonly clockMs: number;
  /** Nothing of it was read before. */
  readonly isNew: boolean;
  /** No other file of the same run is known. */
  readonly isOnly: boolean;
}

export interface Projection {
  readonly runRefs: ReadonlySet<number>;
  readonly clockMs: number;
}

interface Batch {
  readonly file: ProjectedFile;
  readonly source: string;
  readonly frames: FrameCollector;
  readonly summaryKeys: Set<string>;
  readonly runRefs: Set<number>;
  firstMs: number;
  lastMs: number;
  clockMs: number;
  line: number;
  becameMain: boolean;
}

/**
 * Turns events into rows; nothing else writes the catalog. What a set of files says does not depend on the order
 * in which they are read: facts carry stamps, series belong to one file.
 */
export class Projector {
  readonly #database: SqlDatabase;
  readonly #series: SeriesStore;
  readonly #events: RunEvents;
  readonly runs: RunStore;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#series = new SeriesStore(database);
    this.runs = new RunStore(database);
    this.#events = new RunEvents(database, this.runs);
  }

  /** Projects the lines of a slice; `line` is the number of the one before. */
  project(file: ProjectedFile, slice: Pick<Slice, 'lines' | 'hasUnicodeEscapes'>, line: number): Projection {
    const batch: Batch = {
      file,
      // A window and a training may have chosen the same name: their stamps differ all the same.
      source: file.runRef === null ? `${file.writer} journal` : file.writer,
      frames: new FrameCollector(),
      summaryKeys: new Set(),
      runRefs: new Set(file.runRef === null ? [] : [file.runRef]),
      firstMs: Number.POSITIVE_INFINITY,
      lastMs: Number.NEGATIVE_INFINITY,
      clockMs: file.clockMs,
      line,
      becameMain: false,
    };
    for (const text of slice.lines) this.#projectLine(batch, parseLine(text, slice.hasUnicodeEscapes));
    this.#finish(batch);
    return batch;
  }

  #projectLine(batch: Batch, parsed: ParsedLine): void {
    batch.line++;
    if (parsed.kind === 'problem') return this.addProblem(batch.file, batch.line, parsed.reason);
    if (parsed.kind === 'unknown') return;
    const { event } = parsed;
    if (event.at < batch.firstMs) batch.firstMs = event.at;
    if (event.at > batch.lastMs) batch.lastMs = event.at;
    if (event.at > batch.clockMs) batch.clockMs = event.at;
    if (event.type === 'metrics' && batch.file.runRef !== null)
      return batch.frames.add('metric', event.step, event.at, batch.line, event.values);
    try {
      this.#apply(batch, event);
    } catch (error) {
      if (isEngineFailure(error)) throw error;
      this.addProblem(batch.file, batch.line, `this ${event.type} event cannot be kept: ${String(error)}`);
    }
  }

  addProblem(file: Pick<ProjectedFile, 'fileId' | 'runRef'>, line: number, reason: string): void {
    const kept = this.#database.one('SELECT COUNT(*) AS n FROM problems WHERE file_id = ?', [file.fileId]);
    if (Number(kept?.['n']) < mostProblems) {
      this.#database.run('INSERT OR REPLACE INTO problems (file_id, line, reason) VALUES (?, ?, ?)', [
        file.fileId,
        line,
        reason,
      ]);
    }
    if (file.runRef !== null) {
      this.#database.run('UPDATE runs SET problems = problems + 1 WHERE run_ref = ?', [file.runRef]);
    }
  }

  #apply(batch: Batch, event: JournalEvent): void {
    const { file, line } = batch;
    const stamp = makeStamp(batch.clockMs, batch.source);
    if (event.type === 'metric.direction') return this.#setDirection(event, stamp);
    if (file.runRef === null) {
      if (!('runId' in event) || typeof event.runId !== 'string') return;
      const runRef = this.runs.rows.find(event.runId);
      batch.runRefs.add(runRef);
      return this.#events.applyFact({ runRef, fileId: file.fileId, line, stamp }, event);
    }
    if (event.type === 'metrics') return;
    if (event.type === 'system') return batch.frames.add('system', event.at, event.at, line, event.values);
    if (event.type === 'summary') {
      for (const [key, value] of Object.entries(event.values)) {
        this.runs.setSummary(file.runRef, key, fromJournal(value), stamp);
        batch.summaryKeys.add(key);
      }
      return;
    }
    if (event.type === 'run.started' || event.type === 'run.resumed') this.#makeMain(batch);
    this.#events.apply({ runRef: file.runRef, fileId: file.fileId, line, stamp }, event);
  }

  #setDirection(event: EventOf<'metric.direction'>, stamp: string): void {
    this.runs.changes.runsChanged();
    this.#database.run(
      `INSERT INTO metric_directions (key, direction, stamp) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET direction = excluded.direction, stamp = excluded.stamp
       WHERE excluded.stamp >= metric_directions.stamp`,
      [event.key, event.direction, stamp],
    );
  }

  /** The process that started or resumed a run continues its one line of series. */
  #makeMain(batch: Batch): void {
    batch.becameMain = true;
    this.#database.run("UPDATE files SET lineage = '' WHERE file_id = ?", [batch.file.fileId]);
  }

  #finish(batch: Batch): void {
    const { runRef, fileId, isNew } = batch.file;
    if (runRef !== null) this.#finishRun(batch, { runRef, fileId, isNew });
    this.runs.rows.flush();
  }

  #finishRun(batch: Batch, file: SeriesFile): void {
    const { runRef } = file;
    if (batch.lastMs >= batch.firstMs) this.runs.rows.touch(runRef, batch.firstMs, batch.lastMs);
    // The first event of a run makes it one that is shown.
    if (file.isNew) this.runs.changes.runsChanged();
    const appended = this.#series.append(file, batch.frames.frames);
    if (file.isNew && batch.file.isOnly) return this.#addCells(runRef, appended, batch.summaryKeys);
    const changed = { metric: new Set(batch.summaryKeys), system: new Set<string>() };
    for (const { kind, key } of appended) changed[kind].add(key);
    if (batch.becameMain) {
      // Which series speaks for the run may have changed, also for keys logged before.
      for (const { kind, key } of this.#series.keysOfFile(file.fileId)) changed[kind].add(key);
    }
    let isNew = false;
    for (const key of changed.metric) if (this.runs.refreshMetricCell(runRef, 'metric', key)) isNew = true;
    for (const key of changed.system) this.runs.refreshMetricCell(runRef, 'system', key);
    if (isNew) this.runs.refreshHeadline(runRef);
  }

  /** The cells of a run of which nothing was read before: no other series and no summary compete for them. */
  #addCells(runRef: number, series: readonly SeriesSummary[], summaryKeys: ReadonlySet<string>): void {
    const metrics = new Set(summaryKeys);
    for (const { kind, key, last } of series) {
      if (kind === 'metric') metrics.add(key);
      if (kind === 'system' || !summaryKeys.has(key)) this.runs.addMetricCell(runRef, kind, key, last);
    }
    for (const key of summaryKeys) this.runs.refreshMetricCell(runRef, 'metric', key);
    this.runs.setHeadline(runRef, [...metrics]);
  }

  /** After a transaction that was undone: what was remembered of it is not there. */
  forgetUndone(): void {
    this.runs.forgetUndone();
    this.#series.forgetUndone();
  }
}

function fromJournal(value: CellValue): CellValue {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
}
