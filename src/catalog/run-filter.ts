import type { RunFilter } from '../protocol/catalog.ts';

export type Parameter = string | number | null;

/** A condition with its bound parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** Runs that exist for people: facts alone, or a deletion, make none. */
export const isShown = 'r.started_at_ms IS NOT NULL AND r.deleted = 0';

/** What a filter means in SQL, over `runs r`. */
export function filterCondition(filter: RunFilter): Condition {
  const clauses = [isShown];
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
    // The inner questions are asked once, not for each run.
    clauses.push(
      `(r.name ${like} OR r.run_id ${like} OR r.experiment ${like} OR r.notes ${like} OR r.branch ${like} OR r.run_ref IN (
         SELECT c.run_ref FROM columns k JOIN cells c USING (column_ref)
         WHERE k.group_name IN ('param', 'tag') AND c.type <> 'null'
           AND (k.key ${like} OR COALESCE(c.text, c.number) ${like})))`,
    );
    parameters.push(pattern, pattern, pattern, pattern, pattern, pattern, pattern);
  }
  return { sql: clauses.join(' AND '), parameters };
}
