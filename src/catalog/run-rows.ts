import type { ColumnChanges } from './column-changes.ts';
import type { SqlDatabase } from './database.ts';

type Fields = Readonly<Record<string, string | number | null>>;

interface Said {
  readonly stamp: string;
  readonly fields: Fields;
}

/** What one file says of a run in one go, before it is written. */
interface Draft {
  /** By the field that orders it. */
  readonly said: Map<string, Said>;
  firstMs: number;
  lastMs: number;
  headlineColumn: number | undefined;
}

/**
 * The rows of runs. What is said of a run is collected and written by `flush`: a run that is new, as nearly all are
 * when a journal is read from its beginning, costs one statement instead of one for each event.
 */
export class RunRows {
  readonly #database: SqlDatabase;
  readonly #changes: ColumnChanges;
  readonly #drafts = new Map<number, Draft>();
  /** Rows of which nothing was said yet, so that no stamp stands against what comes. */
  readonly #blank = new Set<number>();

  constructor(database: SqlDatabase, changes: ColumnChanges) {
    this.#database = database;
    this.#changes = changes;
  }

  find(runId: string): number {
    const known = this.#database.first('SELECT run_ref FROM runs WHERE run_id = ?', [runId]);
    if (known) return Number(known[0]);
    const runRef = this.#database.insert('INSERT INTO runs (run_id) VALUES (?) RETURNING run_ref', [runId]);
    this.#blank.add(runRef);
    return runRef;
  }

  #draft(runRef: number): Draft {
    let draft = this.#drafts.get(runRef);
    if (!draft) {
      draft = {
        said: new Map(),
        firstMs: Number.POSITIVE_INFINITY,
        lastMs: Number.NEGATIVE_INFINITY,
        headlineColumn: undefined,
      };
      this.#drafts.set(runRef, draft);
    }
    return draft;
  }

  /**
   * Sets fields of a run unless something later was already said; `stampField` names the field that orders them, and
   * always comes with the same fields. Between two flushes stamps ascend: they come from one file.
   */
  setLatest(runRef: number, stampField: string, stamp: string, fields: Fields): void {
    this.#draft(runRef).said.set(stampField, { stamp, fields });
    this.#changes.runsChanged();
  }

  /** Notes that the run was heard of: its first and its last event. */
  touch(runRef: number, firstMs: number, lastMs: number): void {
    Object.assign(this.#draft(runRef), { firstMs, lastMs });
  }

  setHeadline(runRef: number, column: number): void {
    this.#draft(runRef).headlineColumn = column;
  }

  /** Forgets what was said and not written. */
  forget(): void {
    this.#drafts.clear();
  }

  flush(): void {
    for (const [runRef, draft] of this.#drafts) {
      if (this.#blank.delete(runRef)) this.#fill(runRef, draft);
      else this.#update(runRef, draft);
    }
    this.#drafts.clear();
  }

  #fill(runRef: number, { said, firstMs, lastMs, headlineColumn }: Draft): void {
    const all: Record<string, string | number | null> = {};
    for (const [stampField, { stamp, fields }] of said) Object.assign(all, fields, { [stampField]: stamp });
    if (firstMs <= lastMs) Object.assign(all, { started_at_ms: firstMs, last_event_at_ms: lastMs });
    if (headlineColumn !== undefined) all['headline_column'] = headlineColumn;
    const names = Object.keys(all);
    if (names.length === 0) return;
    this.#database.run(`UPDATE runs SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE run_ref = ?`, [
      ...Object.values(all),
      runRef,
    ]);
  }

  #update(runRef: number, { said, firstMs, lastMs, headlineColumn }: Draft): void {
    for (const [stampField, { stamp, fields }] of said) {
      const assignments = Object.keys(fields).map((name) => `${name} = ?`);
      this.#database.run(
        `UPDATE runs SET ${assignments.join(', ')}, ${stampField} = ? WHERE run_ref = ? AND ${stampField} <= ?`,
        [...Object.values(fields), stamp, runRef, stamp],
      );
    }
    if (firstMs <= lastMs) {
      this.#database.run(
        `UPDATE runs SET started_at_ms = MIN(COALESCE(started_at_ms, ?), ?), last_event_at_ms = MAX(last_event_at_ms, ?)
         WHERE run_ref = ?`,
        [firstMs, firstMs, lastMs, runRef],
      );
    }
    if (headlineColumn !== undefined)
      this.#database.run('UPDATE runs SET headline_column = ? WHERE run_ref = ?', [headlineColumn, runRef]);
  }
}
