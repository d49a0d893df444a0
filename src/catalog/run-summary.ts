import type { RunId, RunStatus } from '../domain/run.ts';
import type { RunSummary } from '../protocol/catalog.ts';
import type { Row, SqlDatabase } from './database.ts';
import { fromStored } from './run-store.ts';

/** Reads many runs at once: one question for the runs, one for their tags, one for their headlines. */
export function readSummaries(
  database: SqlDatabase,
  runRefs: readonly number[],
  isInterrupted: (row: Row) => boolean,
): Map<number, { readonly row: Row; readonly summary: RunSummary }> {
  const asked = JSON.stringify(runRefs);
  const rows = database.all(
    'SELECT r.* FROM json_each(?) asked CROSS JOIN runs r ON r.run_ref = asked.value',
    [asked],
  );
  const tags = readTags(database, asked);
  const headlines = readHeadlines(database, asked);
  return new Map(
    rows.map((row) => {
      const runRef = Number(row['run_ref']);
      const summary = toSummary(
        row,
        isInterrupted(row),
        tags.get(runRef) ?? {},
        headlines.get(runRef) ?? null,
      );
      return [runRef, { row, summary }];
    }),
  );
}

function toSummary(
  row: Row,
  isInterrupted: boolean,
  tags: RunSummary['tags'],
  headline: RunSummary['headline'],
): RunSummary {
  const status: RunStatus = isInterrupted ? 'interrupted' : (row['status'] as RunStatus);
  const lastEventAtMs = Number(row['last_event_at_ms']);
  const endedAtMs = status === 'interrupted' ? lastEventAtMs : (row['ended_at_ms'] as number | null);
  return {
    runId: String(row['run_id']) as RunId,
    experiment: String(row['experiment']),
    name: row['name'] === null ? String(row['run_id']) : String(row['name']),
    status,
    startedAtMs: Number(row['started_at_ms']),
    endedAtMs: status === 'running' ? null : endedAtMs,
    lastEventAtMs,
    exitCode: row['exit_code'] as number | null,
    error: row['error'] as string | null,
    archived: row['archived'] === 1,
    notes: row['notes'] as string | null,
    tags,
    headline,
    commit: (row['snapshot_id'] ?? row['commit_id']) as string | null,
    dirty: row['dirty'] === 1,
    problems: Number(row['problems']),
  };
}

function readTags(database: SqlDatabase, asked: string): Map<number, Record<string, string>> {
  const tags = new Map<number, [string, string][]>();
  const rows = database.tuples(
    `SELECT c.run_ref, k.key, c.text FROM json_each(?) asked CROSS JOIN columns k ON k.group_name = 'tag'
     CROSS JOIN cells c ON c.column_ref = k.column_ref AND c.run_ref = asked.value
     WHERE c.type = 'text' ORDER BY k.key`,
    [asked],
  );
  for (const [runRef, key, text] of rows) {
    const known = tags.get(Number(runRef));
    if (known) known.push([String(key), String(text)]);
    else tags.set(Number(runRef), [[String(key), String(text)]]);
  }
  return new Map([...tags].map(([runRef, pairs]) => [runRef, Object.fromEntries(pairs)]));
}

function readHeadlines(database: SqlDatabase, asked: string): Map<number, RunSummary['headline']> {
  const rows = database.tuples(
    `SELECT r.run_ref, k.key, c.number FROM json_each(?) asked CROSS JOIN runs r ON r.run_ref = asked.value
     CROSS JOIN cells c ON c.column_ref = r.headline_column AND c.run_ref = r.run_ref
     CROSS JOIN columns k ON k.column_ref = r.headline_column
     WHERE c.type = 'number'`,
    [asked],
  );
  return new Map(
    rows.map(([runRef, key, number]) => [
      Number(runRef),
      { key: String(key), value: fromStored('number', number, null) as number },
    ]),
  );
}
