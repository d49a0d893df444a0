import type { MetricSummary } from '../protocol/catalog.ts';
import type { Row, SqlDatabase } from './database.ts';

/** One summary for each series: a run that was resumed continues its series in another file. */
export function readMetrics(database: SqlDatabase, runRef: number): MetricSummary[] {
  const rows = database.all(
    `SELECT s.*, f.writer, f.lineage FROM series s JOIN files f USING (file_id)
     WHERE s.run_ref = ? AND s.kind = 'metric' ORDER BY s.key, f.lineage, s.last_at_ms, f.writer`,
    [runRef],
  );
  const byKey = new Map<string, Map<string, MetricSummary>>();
  for (const row of rows) {
    const part = toSummary(row);
    const lineages = byKey.get(part.key) ?? new Map<string, MetricSummary>();
    byKey.set(part.key, lineages);
    const lineage = String(row['lineage']);
    const before = lineages.get(lineage);
    lineages.set(lineage, before ? join(before, part) : part);
  }
  return [...byKey.values()].flatMap((lineages) =>
    [...lineages.values()].map((one) => (lineages.size > 1 ? one : { ...one, writer: null })),
  );
}

function toSummary(row: Row): MetricSummary {
  const number = (value: unknown) => (value === null ? Number.NaN : Number(value));
  return {
    key: String(row['key']),
    writer: String(row['writer']),
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
  };
}

/** NaN where no part has a number. */
function join(before: MetricSummary, after: MetricSummary): MetricSummary {
  const lower = !(before.min <= after.min) && !Number.isNaN(after.min) ? after : before;
  const higher = !(before.max >= after.max) && !Number.isNaN(after.max) ? after : before;
  return {
    ...after,
    count: before.count + after.count,
    nanCount: before.nanCount + after.nanCount,
    first: before.first,
    min: lower.min,
    minStep: lower.minStep,
    max: higher.max,
    maxStep: higher.maxStep,
  };
}
