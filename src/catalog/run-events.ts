import type { EventOf, JournalEvent } from '../journal/event.ts';
import type { SqlDatabase } from './database.ts';
import type { RunStore } from './run-store.ts';

/** Where an event stands: the run it speaks of, its file and line, and its place among all that was said. */
export interface EventPlace {
  readonly runRef: number;
  readonly fileId: number;
  readonly line: number;
  readonly stamp: string;
}

type RunEvent = Exclude<JournalEvent, { type: 'metrics' | 'system' | 'summary' | 'metric.direction' }>;

/** Turns what is said about one run, points and summaries aside, into rows. */
export class RunEvents {
  readonly #database: SqlDatabase;
  readonly #runs: RunStore;

  constructor(database: SqlDatabase, runs: RunStore) {
    this.#database = database;
    this.#runs = runs;
  }

  apply(place: EventPlace, event: RunEvent): void {
    switch (event.type) {
      case 'run.started':
        return this.#start(place, event);
      case 'run.resumed':
        return this.#begin(place, event);
      case 'run.finished':
        return this.#end(place, event);
      case 'params':
        for (const [key, value] of Object.entries(event.values))
          this.#runs.setCell(place.runRef, 'param', key, value, place.stamp);
        return;
      case 'code':
        // The object itself, or its fields beside `type`.
        return this.#setCode(place, event.code ?? (event as unknown as EventOf<'run.started'>['code']));
      case 'artifact':
        return this.#addArtifact(place, event);
      case 'dataset':
        return this.#addDataset(place, event);
      case 'alert':
        return this.#addAlert(place, event);
      case 'heartbeat':
        return;
      default:
        return this.applyFact(place, event);
    }
  }

  /** Facts may stand in the editor's journal as well as in the run's own files. */
  applyFact({ runRef, stamp }: EventPlace, event: JournalEvent): void {
    switch (event.type) {
      case 'run.renamed':
        return this.#runs.rows.setLatest(runRef, 'name_stamp', stamp, { name: event.name });
      case 'run.archived':
      case 'run.restored':
        return this.#runs.rows.setLatest(runRef, 'archived_stamp', stamp, {
          archived: event.type === 'run.archived' ? 1 : 0,
        });
      case 'run.deleted':
        this.#runs.changes.runsChanged();
        return this.#database.run('UPDATE runs SET deleted = 1 WHERE run_ref = ?', [runRef]);
      case 'note':
        return this.#runs.rows.setLatest(runRef, 'notes_stamp', stamp, {
          notes: event.text === '' ? null : event.text,
        });
      case 'tags':
        for (const [key, value] of Object.entries(event.values))
          this.#runs.setCell(runRef, 'tag', key, value, stamp);
        return;
      default:
        return;
    }
  }

  #start(place: EventPlace, event: EventOf<'run.started'>): void {
    this.#begin(place, event);
    this.#runs.rows.setLatest(place.runRef, 'start_stamp', place.stamp, {
      experiment: event.experiment,
      parent_run_id: event.parentRunId ?? null,
      group_name: event.group ?? null,
      command: event.command ? JSON.stringify(event.command) : null,
      cwd: event.cwd ?? null,
      user_name: event.user ?? null,
      python: event.environment?.python ?? null,
      environment: event.environment ? JSON.stringify(event.environment) : null,
    });
    if (event.name) this.#runs.rows.setLatest(place.runRef, 'name_stamp', place.stamp, { name: event.name });
    if (event.code) this.#setCode(place, event.code);
  }

  /** A process that starts or resumes the run; from now on it is the one that lives or dies. */
  #begin({ runRef, stamp }: EventPlace, event: EventOf<'run.started'> | EventOf<'run.resumed'>): void {
    this.#runs.rows.setLatest(runRef, 'status_stamp', stamp, {
      status: 'running',
      ended_at_ms: null,
      exit_code: null,
      error: null,
      traceback: null,
    });
    this.#runs.rows.setLatest(runRef, 'process_stamp', stamp, {
      host: event.host ?? null,
      pid: event.pid ?? null,
    });
  }

  #end({ runRef, stamp }: EventPlace, event: EventOf<'run.finished'>): void {
    this.#runs.rows.setLatest(runRef, 'status_stamp', stamp, {
      status: event.status,
      ended_at_ms: event.at,
      exit_code: event.exitCode ?? null,
      error: event.error ? [event.error.type, event.error.message].filter(Boolean).join(': ') : null,
      traceback: event.error?.traceback ?? null,
    });
  }

  #setCode({ runRef, stamp }: EventPlace, code: EventOf<'run.started'>['code']): void {
    if (!code) return;
    this.#runs.rows.setLatest(runRef, 'code_stamp', stamp, {
      commit_id: code.commit ?? null,
      snapshot_id: code.snapshot ?? null,
      branch: code.branch ?? null,
      dirty: code.dirty ? 1 : 0,
      remote: code.remote ?? null,
    });
  }

  #addArtifact({ runRef, stamp }: EventPlace, event: EventOf<'artifact'>): void {
    const name = event.name ?? event.path.slice(event.path.lastIndexOf('/') + 1);
    const sizeBytes = Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(event.bytes ?? 0)));
    this.#database.run(
      `INSERT INTO artifacts (run_ref, path, name, kind, size_bytes, sha256, stamp) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, kind = excluded.kind, size_bytes = excluded.size_bytes,
         sha256 = excluded.sha256, stamp = excluded.stamp WHERE excluded.stamp >= artifacts.stamp`,
      [runRef, event.path, name, event.kind, sizeBytes, event.sha256 ?? null, stamp],
    );
  }

  #addDataset({ runRef, stamp }: EventPlace, event: EventOf<'dataset'>): void {
    this.#database.run(
      `INSERT INTO datasets (run_ref, name, role, digest, stamp) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET digest = excluded.digest, stamp = excluded.stamp WHERE excluded.stamp >= datasets.stamp`,
      [runRef, event.name, event.role, event.digest, stamp],
    );
  }

  #addAlert({ runRef, fileId, line }: EventPlace, event: EventOf<'alert'>): void {
    this.#database.run(
      'INSERT OR REPLACE INTO alerts (run_ref, at_ms, file_id, line, level, title, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [runRef, event.at, fileId, line, event.level, event.title, event.text ?? ''],
    );
  }
}
