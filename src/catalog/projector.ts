import { type EventOf, type JournalEvent, parseLine } from '../journal/event.ts';
import type { SqlDatabase } from './database.ts';
import { FrameCollector } from './frame.ts';
import { RunStore } from './run-store.ts';
import { SeriesStore } from './series-store.ts';
import { makeStamp } from './stamp.ts';

/** Problems kept for one file: a file of garbage must not fill the catalog. */
const mostProblems = 100;

export interface ProjectedFile {
  readonly fileId: number;
  /** null for the editor's own journal. */
  readonly runRef: number | null;
  readonly writer: string;
}

interface Batch {
  readonly file: ProjectedFile;
  readonly frames: FrameCollector;
  readonly summaryKeys: Set<string>;
  readonly runRefs: Set<number>;
  firstMs: number;
  lastMs: number;
  line: number;
}

/**
 * Turns events into rows; nothing else writes the catalog. What a set of files says does not depend on the order
 * in which they are read: facts carry stamps, series belong to one file.
 */
export class Projector {
  readonly #database: SqlDatabase;
  readonly #series: SeriesStore;
  readonly runs: RunStore;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#series = new SeriesStore(database);
    this.runs = new RunStore(database);
  }

  /** Projects consecutive lines of one file; `line` is the number of the one before. Returns the runs concerned. */
  project(file: ProjectedFile, lines: readonly string[], line: number): ReadonlySet<number> {
    const batch: Batch = {
      file,
      frames: new FrameCollector(),
      summaryKeys: new Set(),
      runRefs: new Set(file.runRef === null ? [] : [file.runRef]),
      firstMs: Number.POSITIVE_INFINITY,
      lastMs: Number.NEGATIVE_INFINITY,
      line,
    };
    for (const text of lines) {
      batch.line++;
      const parsed = parseLine(text);
      if (parsed.kind === 'problem') this.addProblem(file, batch.line, parsed.reason);
      else if (parsed.kind === 'event') this.#apply(batch, parsed.event);
    }
    this.#finish(batch);
    return batch.runRefs;
  }

  addProblem(file: ProjectedFile, line: number, reason: string): void {
    const count = Number(
      this.#database.one('SELECT COUNT(*) AS n FROM problems WHERE file_id = ?', [file.fileId])?.['n'],
    );
    if (count < mostProblems) {
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
    const { file } = batch;
    if (event.at < batch.firstMs) batch.firstMs = event.at;
    if (event.at > batch.lastMs) batch.lastMs = event.at;
    if (event.type === 'metric.direction') {
      this.#setDirection(event, makeStamp(event.at, file.writer));
    } else if (file.runRef !== null) {
      this.#applyToRun(batch, file.runRef, event);
    } else if ('runId' in event && typeof event.runId === 'string') {
      const runRef = this.runs.findRun(event.runId);
      batch.runRefs.add(runRef);
      this.#applyFact(runRef, event, makeStamp(event.at, file.writer));
    }
  }

  #applyToRun(batch: Batch, runRef: number, event: JournalEvent): void {
    const stamp = () => makeStamp(event.at, batch.file.writer);
    switch (event.type) {
      case 'metrics':
        return batch.frames.add('metric', event.step, event.at, batch.line, event.values);
      case 'system':
        return batch.frames.add('system', event.at, event.at, batch.line, event.values);
      case 'run.started':
        return this.#start(batch, runRef, event, stamp());
      case 'run.resumed':
        this.#makeMain(batch.file.fileId);
        return this.runs.setLatest(runRef, 'status_stamp', stamp(), {
          status: 'running',
          ended_at_ms: null,
          exit_code: null,
          error: null,
          traceback: null,
          ...(event.pid != null && { pid: event.pid }),
          ...(event.host != null && { host: event.host }),
        });
      case 'run.finished':
        return this.runs.setLatest(runRef, 'status_stamp', stamp(), {
          status: event.status,
          ended_at_ms: event.at,
          exit_code: event.exitCode ?? null,
          error: event.error ? [event.error.type, event.error.message].filter(Boolean).join(': ') : null,
          traceback: event.error?.traceback ?? null,
        });
      case 'params':
        for (const [key, value] of Object.entries(event.values))
          this.runs.setCell(runRef, 'param', key, value, stamp());
        return;
      case 'summary':
        for (const [key, value] of Object.entries(event.values)) {
          this.runs.setSummary(runRef, key, fromJournal(value), stamp());
          batch.summaryKeys.add(key);
        }
        return;
      case 'code':
        return this.#setCode(
          runRef,
          event.code ?? (event as unknown as EventOf<'run.started'>['code']),
          stamp(),
        );
      case 'artifact':
        this.#database.run(
          `INSERT INTO artifacts (run_ref, path, name, kind, size_bytes, sha256, stamp) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET name = excluded.name, kind = excluded.kind, size_bytes = excluded.size_bytes,
             sha256 = excluded.sha256, stamp = excluded.stamp WHERE excluded.stamp >= artifacts.stamp`,
          [
            runRef,
            event.path,
            event.name ?? baseName(event.path),
            event.kind,
            Math.round(event.bytes ?? 0),
            event.sha256 ?? null,
            stamp(),
          ],
        );
        return;
      case 'dataset':
        this.#database.run(
          `INSERT INTO datasets (run_ref, name, role, digest, stamp) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET digest = excluded.digest, stamp = excluded.stamp WHERE excluded.stamp >= datasets.stamp`,
          [runRef, event.name, event.role, event.digest, stamp()],
        );
        return;
      case 'alert':
        this.#database.run(
          'INSERT OR REPLACE INTO alerts (run_ref, at_ms, file_id, line, level, title, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
          [runRef, event.at, batch.file.fileId, batch.line, event.level, event.title, event.text ?? ''],
        );
        return;
      case 'heartbeat':
      case 'metric.direction':
        return;
      default:
        return this.#applyFact(runRef, event, stamp());
    }
  }

  #start(batch: Batch, runRef: number, event: EventOf<'run.started'>, stamp: string): void {
    this.#makeMain(batch.file.fileId);
    this.runs.setLatest(runRef, 'status_stamp', stamp, {
      status: 'running',
      ended_at_ms: null,
      experiment: event.experiment,
      parent_run_id: event.parentRunId ?? null,
      group_name: event.group ?? null,
      command: event.command ? JSON.stringify(event.command) : null,
      cwd: event.cwd ?? null,
      host: event.host ?? null,
      user_name: event.user ?? null,
      pid: event.pid ?? null,
      python: event.environment?.python ?? null,
      environment: event.environment ? JSON.stringify(event.environment) : null,
    });
    if (event.name) this.runs.setLatest(runRef, 'name_stamp', stamp, { name: event.name });
    if (event.code) this.#setCode(runRef, event.code, stamp);
  }

  #setCode(runRef: number, code: EventOf<'run.started'>['code'], stamp: string): void {
    if (!code) return;
    this.runs.setLatest(runRef, 'code_stamp', stamp, {
      commit_id: code.commit ?? null,
      snapshot_id: code.snapshot ?? null,
      branch: code.branch ?? null,
      dirty: code.dirty ? 1 : 0,
      remote: code.remote ?? null,
    });
  }

  #applyFact(runRef: number, event: JournalEvent, stamp: string): void {
    switch (event.type) {
      case 'run.renamed':
        return this.runs.setLatest(runRef, 'name_stamp', stamp, { name: event.name });
      case 'run.archived':
      case 'run.restored':
        return this.runs.setLatest(runRef, 'archived_stamp', stamp, {
          archived: event.type === 'run.archived' ? 1 : 0,
        });
      case 'run.deleted':
        this.#database.run('UPDATE runs SET deleted = 1 WHERE run_ref = ?', [runRef]);
        return;
      case 'note':
        return this.runs.setLatest(runRef, 'notes_stamp', stamp, {
          notes: event.text === '' ? null : event.text,
        });
      case 'tags':
        for (const [key, value] of Object.entries(event.values))
          this.runs.setCell(runRef, 'tag', key, value, stamp);
        return;
      default:
        return;
    }
  }

  #setDirection(event: EventOf<'metric.direction'>, stamp: string): void {
    this.#database.run(
      `INSERT INTO metric_directions (key, direction, stamp) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET direction = excluded.direction, stamp = excluded.stamp
       WHERE excluded.stamp >= metric_directions.stamp`,
      [event.key, event.direction, stamp],
    );
  }

  /** The process that started or resumed a run continues its one line of series. */
  #makeMain(fileId: number): void {
    this.#database.run("UPDATE files SET lineage = '' WHERE file_id = ?", [fileId]);
  }

  #finish(batch: Batch): void {
    const { runRef, fileId } = batch.file;
    if (runRef === null) return;
    if (batch.lastMs >= batch.firstMs) this.runs.touch(runRef, batch.firstMs, batch.lastMs);
    const changed = { metric: new Set<string>(), system: new Set<string>() };
    let isNew = false;
    for (const frame of batch.frames.frames) {
      const created = this.#series.append(runRef, fileId, frame);
      if (frame.kind === 'metric' && created.length > 0) isNew = true;
      for (const key of frame.keys) changed[frame.kind].add(key);
    }
    for (const key of batch.summaryKeys) {
      if (!changed.metric.has(key)) isNew = true;
      changed.metric.add(key);
    }
    for (const key of changed.metric) this.runs.refreshMetricCell(runRef, 'metric', key);
    for (const key of changed.system) this.runs.refreshMetricCell(runRef, 'system', key);
    if (isNew) this.runs.refreshHeadline(runRef);
  }
}

function fromJournal(value: string | number | boolean | null): string | number | boolean | null {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
