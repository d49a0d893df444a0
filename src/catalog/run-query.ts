import type { RunId } from '../domain/run.ts';
import { interruptedAfterMs } from '../domain/run.ts';
import type { ExperimentSummary, RunFilter, RunSummary } from '../protocol/catalog.ts';
import type { Row, SqlDatabase } from './database.ts';
import type { Liveness } from './liveness.ts';
import { type Detail, readDetail } from './run-detail.ts';
import { filterCondition, isShown } from './run-filter.ts';
import { readSummaries } from './run-summary.ts';
import { stampTime } from './stamp.ts';

/** Questions about runs. Which of them are alive is asked of the machine, not of the catalog. */
export class RunQuery {
  readonly #database: SqlDatabase;
  readonly #liveness: Liveness;

  constructor(database: SqlDatabase, liveness: Liveness) {
    this.#database = database;
    this.#liveness = liveness;
  }

  /** The runs without an end that are alive. */
  runningRefs(nowMs: number): Set<number> {
    const open = this.#database.all(
      `SELECT r.run_ref, r.status, r.last_event_at_ms, r.host, r.pid, r.process_stamp FROM runs r
       WHERE r.status = 'running' AND ${isShown}
         AND (r.last_event_at_ms >= ? OR r.run_ref IN (SELECT value FROM json_each(?)))`,
      [nowMs - interruptedAfterMs, JSON.stringify(this.#liveness.heardLately(nowMs))],
    );
    return new Set(
      open.filter((row) => !this.#isInterrupted(row, nowMs)).map((row) => Number(row['run_ref'])),
    );
  }

  #isInterrupted(row: Row, nowMs: number): boolean {
    if (row['status'] !== 'running') return false;
    const run = {
      runRef: Number(row['run_ref']),
      lastEventAtMs: Number(row['last_event_at_ms']),
      host: row['host'] as string | null,
      pid: row['pid'] as number | null,
      processAtMs: stampTime(String(row['process_stamp'])),
    };
    return this.#liveness.isInterrupted(run, nowMs);
  }

  counts(nowMs: number): { runs: number; running: number; problems: number } {
    const count = (sql: string) => Number(this.#database.one(sql)?.['n']);
    return {
      runs: count(`SELECT COUNT(*) AS n FROM runs r WHERE ${isShown}`),
      running: this.runningRefs(nowMs).size,
      problems: count('SELECT COUNT(*) AS n FROM problems'),
    };
  }

  idsOf(runRefs: ReadonlySet<number>): RunId[] {
    return this.#database
      .tuples('SELECT r.run_id FROM json_each(?) asked CROSS JOIN runs r ON r.run_ref = asked.value', [
        JSON.stringify([...runRefs]),
      ])
      .map(([runId]) => String(runId) as RunId);
  }

  experiments(filter: RunFilter, nowMs: number): ExperimentSummary[] {
    const condition = filterCondition(filter);
    const running = JSON.stringify([...this.runningRefs(nowMs)]);
    return this.#database
      .all(
        `SELECT r.experiment AS name, COUNT(*) AS runs, MAX(r.last_event_at_ms) AS last,
                SUM(r.run_ref IN (SELECT value FROM json_each(?))) AS running
         FROM runs r WHERE ${condition.sql} GROUP BY r.experiment ORDER BY MAX(r.started_at_ms) DESC, r.experiment`,
        [running, ...condition.parameters],
      )
      .map((row) => ({
        name: String(row['name']),
        runs: Number(row['runs']),
        running: Number(row['running']),
        lastEventAtMs: Number(row['last']),
      }));
  }

  summaries(
    runRefs: readonly number[],
    nowMs: number,
  ): Map<number, { readonly row: Row; readonly summary: RunSummary }> {
    return readSummaries(this.#database, runRefs, (row) => this.#isInterrupted(row, nowMs));
  }

  /** All that is known of a run but its points; null when there is no such run. Paths are the caller's to fill. */
  detail(runId: RunId, nowMs: number): Detail | null {
    const found = this.#database.one(`SELECT r.run_ref FROM runs r WHERE r.run_id = ? AND ${isShown}`, [
      runId,
    ]);
    if (!found) return null;
    const runRef = Number(found['run_ref']);
    const read = this.summaries([runRef], nowMs).get(runRef);
    return read ? readDetail(this.#database, runRef, read.row, read.summary) : null;
  }
}
