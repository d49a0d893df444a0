import type { CellValue, RunDetail, RunSummary } from '../protocol/catalog.ts';
import type { Row, SqlDatabase } from './database.ts';
import { readMetrics } from './run-metrics.ts';
import { fromStored } from './run-store.ts';

/** Paths depend on where the folder lies, which the catalog does not know. */
export type Detail = Omit<RunDetail, 'folderPath' | 'outputPath'>;

export function readDetail(database: SqlDatabase, runRef: number, row: Row, summary: RunSummary): Detail {
  return {
    ...summary,
    params: readParams(database, runRef),
    summary: database
      .all('SELECT key, type, number, text FROM summaries WHERE run_ref = ? ORDER BY key', [runRef])
      .map(toKeyValue),
    metrics: readMetrics(database, runRef),
    artifacts: readArtifacts(database, runRef),
    datasets: database
      .all('SELECT name, role, digest FROM datasets WHERE run_ref = ? ORDER BY name, role', [runRef])
      .map((dataset) => ({
        name: String(dataset['name']),
        role: String(dataset['role']),
        digest: String(dataset['digest']),
      })),
    alerts: readAlerts(database, runRef),
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

function readParams(database: SqlDatabase, runRef: number): Detail['params'] {
  return database
    .all(
      `SELECT k.key, c.type, c.number, c.text FROM cells c JOIN columns k USING (column_ref)
       WHERE c.run_ref = ? AND k.group_name = 'param' ORDER BY k.key`,
      [runRef],
    )
    .map(toKeyValue);
}

function readArtifacts(database: SqlDatabase, runRef: number): Detail['artifacts'] {
  return database
    .all('SELECT name, path, kind, size_bytes, sha256 FROM artifacts WHERE run_ref = ? ORDER BY path', [
      runRef,
    ])
    .map((artifact) => ({
      name: String(artifact['name']),
      path: String(artifact['path']),
      kind: String(artifact['kind']),
      sizeBytes: Number(artifact['size_bytes']),
      sha256: artifact['sha256'] as string | null,
    }));
}

function readAlerts(database: SqlDatabase, runRef: number): Detail['alerts'] {
  return database
    .all('SELECT at_ms, level, title, text FROM alerts WHERE run_ref = ? ORDER BY at_ms, file_id, line', [
      runRef,
    ])
    .map((alert) => ({
      atMs: Number(alert['at_ms']),
      level: String(alert['level']),
      title: String(alert['title']),
      text: String(alert['text']),
    }));
}

function toKeyValue(row: Row): { key: string; value: CellValue } {
  return { key: String(row['key']), value: fromStored(row['type'], row['number'], row['text']) };
}
