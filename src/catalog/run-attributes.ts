import type { CellValue, RunSummary } from '../protocol/catalog.ts';
import type { Row } from './database.ts';

/**
 * The run's own columns, as SQL over `runs r` and `running`, the runs that are alive. A running run's duration is
 * counted to its last event.
 */
export const attributeSql: Readonly<Record<string, string>> = {
  name: 'COALESCE(r.name, r.run_id)',
  status: "CASE WHEN r.status = 'running' AND r.run_ref NOT IN running THEN 'interrupted' ELSE r.status END",
  started: 'r.started_at_ms',
  duration: 'COALESCE(r.ended_at_ms, r.last_event_at_ms) - r.started_at_ms',
  experiment: 'r.experiment',
  commit: 'COALESCE(r.snapshot_id, r.commit_id)',
  branch: 'r.branch',
  host: 'r.host',
  user: 'r.user_name',
  notes: 'r.notes',
};

/** The same columns of one run that was read; null for a column that is none of them. */
export function attributeOf(row: Row, run: RunSummary, key: string, nowMs: number): CellValue {
  switch (key) {
    case 'name':
    case 'status':
    case 'experiment':
    case 'commit':
    case 'notes':
      return run[key];
    case 'started':
      return run.startedAtMs;
    case 'duration':
      return (run.endedAtMs ?? Math.max(nowMs, run.lastEventAtMs)) - run.startedAtMs;
    case 'branch':
    case 'host':
      return row[key] as string | null;
    case 'user':
      return row['user_name'] as string | null;
    default:
      return null;
  }
}
