import type { RunId, RunStatus } from '../domain/run.ts';
import type { CellValue, ExperimentSummary, RunDetail, RunFilter, RunSummary } from '../protocol/catalog.ts';
import type { Row, SqlDatabase } from './database.ts';
import type { Liveness } from './liveness.ts';
import { fromStored } from './run-store.ts';

type Parameter = string | number | null;

/** A condition with its bound parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** What a filter means in SQL, over `runs r`. */
export function filterCondition(filter: RunFilter): Condition {
  const clauses = ['r.started_at_ms IS NOT NULL', 'r.deleted = 0'];
  const parameters: Parameter[] = [];
  if (filter.archived !== 'with') clauses.push(`r.archived = ${filter.archived === 'only' ? 1 : 0}`);
  if (filter.experiment !== undefined) {
    clauses.push('r.experiment = ?');
    parameters.push(filter.experiment);
  }
  if (filter.runIds) {
    clauses.push('r.run_id IN (SELECT value FROM json_each(?))');
    parameters.push(JSON.stringify(filter.runIds));
  }
  for (const word of (filter.text ?? '').split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    const like = "LIKE ? ESCAPE '\\'";
    clauses.push(
      `(r.name ${like} OR r.run_id ${like} OR r.experiment ${like} OR r.notes ${like} OR r.branch ${like} OR EXISTS (
         SELECT 1 FROM cells c JOIN columns k USING (column_ref)
         WHERE c.run_ref = r.run_ref AND k.group_name IN ('param', 'tag') AND c.type <> 'null'
           AND (k.key ${like} OR COALESCE(c.text, c.number) ${like})))`,
    );
    parameters.push(pattern, pattern, pattern, pattern, pattern, pattern, pattern);
  }
  return { sql: clauses.join(' AND '), parameters };
}

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
      "SELECT run_ref, last_event_at_ms, host, pid FROM runs WHERE status = 'running' AND started_at_ms IS NOT NULL AND deleted = 0",
    );
    return new Set(
      open.filter((row) => !this.#isInterrupted(row, nowMs)).map((row) => Number(row['run_ref'])),
    );
  }

  #isInterrupted(row: Row, nowMs: number): boolean {
    return this.#liveness.isInterrupted(
      {
        runRef: Number(row['run_ref']),
        lastEventAtMs: Number(row['last_event_at_ms']),
        host: row['host'] as string | null,
        pid: row['pid'] as number | null,
      },
      nowMs,
    );
  }

  experiments(filter: RunFilter, nowMs: number): ExperimentSummary[] {
    const condition = filterCondition(filter);
    const running = this.runningRefs(nowMs);
    const rows = this.#database.all(
      `SELECT r.experiment AS name, COUNT(*) AS runs, MAX(r.last_event_at_ms) AS last FROM runs r
       WHERE ${condition.sql} GROUP BY r.experiment ORDER BY MAX(r.started_at_ms) DESC`,
      [...condition.parameters],
    );
    const runningByExperiment = new Map<string, number>();
    for (const ref of running) {
      const name = String(
        this.#database.one('SELECT experiment FROM runs WHERE run_ref = ?', [ref])?.['experiment'],
      );
      runningByExperiment.set(name, (runningByExperiment.get(name) ?? 0) + 1);
    }
    return rows.map((row) => ({
      name: String(row['name']),
      runs: Number(row['runs']),
      running: runningByExperiment.get(String(row['name'])) ?? 0,
      lastEventAtMs: Number(row['last']),
    }));
  }

  summary(runRef: number, nowMs: number): RunSummary {
    const row = this.#database.one('SELECT * FROM runs WHERE run_ref = ?', [runRef]);
    if (!row) throw new Error(`There is no run ${runRef} in the catalog.`);
    return this.#toSummary(row, nowMs);
  }

  #toSummary(row: Row, nowMs: number): RunSummary {
    const runRef = Number(row['run_ref']);
    const isRunning = row['status'] === 'running';
    const status: RunStatus =
      isRunning && this.#isInterrupted(row, nowMs) ? 'interrupted' : (row['status'] as RunStatus);
    const lastEventAtMs = Number(row['last_event_at_ms']);
    const tags = this.#database.all(
      `SELECT k.key, c.text FROM cells c JOIN columns k USING (column_ref)
       WHERE c.run_ref = ? AND k.group_name = 'tag' AND c.type = 'text' ORDER BY k.key`,
      [runRef],
    );
    return {
      runId: String(row['run_id']) as RunId,
      experiment: String(row['experiment']),
      name: row['name'] === null ? String(row['run_id']) : String(row['name']),
      status,
      startedAtMs: Number(row['started_at_ms']),
      endedAtMs:
        status === 'running'
          ? null
          : status === 'interrupted'
            ? lastEventAtMs
            : (row['ended_at_ms'] as number | null),
      lastEventAtMs,
      exitCode: row['exit_code'] as number | null,
      error: row['error'] as string | null,
      archived: row['archived'] === 1,
      notes: row['notes'] as string | null,
      tags: Object.fromEntries(tags.map((tag) => [String(tag['key']), String(tag['text'])])),
      headline: this.#headline(runRef, row['headline_column'] as number | null),
      commit: (row['snapshot_id'] ?? row['commit_id']) as string | null,
      dirty: row['dirty'] === 1,
      problems: Number(row['problems']),
    };
  }

  #headline(runRef: number, column: number | null): RunSummary['headline'] {
    if (column === null) return null;
    const cell = this.#database.one(
      'SELECT k.key, c.type, c.number FROM cells c JOIN columns k USING (column_ref) WHERE c.column_ref = ? AND c.run_ref = ?',
      [column, runRef],
    );
    if (cell?.['type'] !== 'number') return null;
    return { key: String(cell['key']), value: fromStored('number', cell['number'], null) as number };
  }

  /** All that is known of a run but its points; null when there is no such run. Paths are the caller's to fill. */
  detail(runId: RunId, nowMs: number): Omit<RunDetail, 'folderPath' | 'outputPath'> | null {
    const row = this.#database.one(
      'SELECT * FROM runs WHERE run_id = ? AND started_at_ms IS NOT NULL AND deleted = 0',
      [runId],
    );
    if (!row) return null;
    const runRef = Number(row['run_ref']);
    return {
      ...this.#toSummary(row, nowMs),
      params: this.#cells(runRef, 'param'),
      summary: this.#database
        .all('SELECT key, type, number, text FROM summaries WHERE run_ref = ? ORDER BY key', [runRef])
        .map(toKeyValue),
      metrics: this.#metrics(runRef),
      artifacts: this.#database
        .all('SELECT name, path, kind, size_bytes, sha256 FROM artifacts WHERE run_ref = ? ORDER BY path', [
          runRef,
        ])
        .map((artifact) => ({
          name: String(artifact['name']),
          path: String(artifact['path']),
          kind: String(artifact['kind']),
          sizeBytes: Number(artifact['size_bytes']),
          sha256: artifact['sha256'] as string | null,
        })),
      datasets: this.#database
        .all('SELECT name, role, digest FROM datasets WHERE run_ref = ? ORDER BY name, role', [runRef])
        .map((dataset) => ({
          name: String(dataset['name']),
          role: String(dataset['role']),
          digest: String(dataset['digest']),
        })),
      alerts: this.#database
        .all('SELECT at_ms, level, title, text FROM alerts WHERE run_ref = ? ORDER BY at_ms', [runRef])
        .map((alert) => ({
          atMs: Number(alert['at_ms']),
          level: String(alert['level']),
          title: String(alert['title']),
          text: String(alert['text']),
        })),
      branch: row['branch'] as string | null,
      remote: row['remote'] as string | null,
      command: row['command'] === null ? [] : (JSON.parse(String(row['command'])) as string[]),
      cwd: row['cwd'] as string | null,
      host: row['host'] as string | null,
      user: row['user_name'] as string | null,
      pid: row['pid'] as number | null,
      python: row['python'] as string | null,
      traceback: row['traceback'] as string | null,
    };
  }

  #cells(runRef: number, group: string): { key: string; value: CellValue }[] {
    return this.#database
      .all(
        `SELECT k.key, c.type, c.number, c.text FROM cells c JOIN columns k USING (column_ref)
         WHERE c.run_ref = ? AND k.group_name = ? ORDER BY k.key`,
        [runRef, group],
      )
      .map(toKeyValue);
  }

  #metrics(runRef: number): RunDetail['metrics'] {
    const rows = this.#database.all(
      `SELECT s.*, f.writer, f.lineage FROM series s JOIN files f USING (file_id)
       WHERE s.run_ref = ? AND s.kind = 'metric' ORDER BY s.key, f.lineage, s.last_at_ms`,
      [runRef],
    );
    const lineages = new Map<string, Set<string>>();
    for (const row of rows) {
      const key = String(row['key']);
      lineages.set(key, (lineages.get(key) ?? new Set()).add(String(row['lineage'])));
    }
    const number = (value: unknown) => (value === null ? Number.NaN : Number(value));
    return rows.map((row) => ({
      key: String(row['key']),
      writer: (lineages.get(String(row['key']))?.size ?? 0) > 1 ? String(row['writer']) : null,
      count: Number(row['point_count']),
      nanCount: Number(row['nan_count']),
      first: number(row['first_value']),
      last: number(row['last_value']),
      min: number(row['min_value']),
      minStep: number(row['min_step']),
      max: number(row['max_value']),
      maxStep: number(row['max_step']),
      lastStep: Number(row['last_step']),
      lastAtMs: Number(row['last_at_ms']),
    }));
  }
}

function toKeyValue(row: Row): { key: string; value: CellValue } {
  return { key: String(row['key']), value: fromStored(row['type'], row['number'], row['text']) };
}
