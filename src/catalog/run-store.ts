import type { ColumnGroup } from '../domain/column.ts';
import { chooseHeadline } from '../domain/headline.ts';
import type { CellValue } from '../protocol/catalog.ts';
import { ColumnChanges } from './column-changes.ts';
import type { SqlDatabase } from './database.ts';
import { RunRows } from './run-rows.ts';

/** What a value is stored as: a number that is NULL is NaN. */
type StoredValue = readonly [type: string, number: number | null, text: string | null];

export function toStored(value: CellValue): StoredValue {
  if (value === null) return ['null', null, null];
  if (typeof value === 'boolean') return ['boolean', value ? 1 : 0, value ? 'true' : 'false'];
  if (typeof value === 'string') return ['text', null, value];
  return ['number', Number.isNaN(value) ? null : value, null];
}

export function fromStored(type: unknown, number: unknown, text: unknown): CellValue {
  if (type === 'number') return number === null ? Number.NaN : Number(number);
  if (type === 'boolean') return number === 1;
  return type === 'text' ? String(text) : null;
}

/** Rows of runs and of what is said about them, each kept by the latest stamp. */
export class RunStore {
  readonly #database: SqlDatabase;
  readonly changes = new ColumnChanges();
  readonly rows: RunRows;
  readonly #columns = new Map<string, number>();
  #columnsChanged = false;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.rows = new RunRows(database, this.changes);
  }

  /** Whether columns came or went since this was last asked. */
  takeColumnsChanged(): boolean {
    const changed = this.#columnsChanged;
    this.#columnsChanged = false;
    return changed;
  }

  /** After a transaction that was undone: columns that it made are not there, and what it heard was not written. */
  forgetUndone(): void {
    this.#columns.clear();
    this.rows.forget();
  }

  /** Columns that no run has a value in any more go away. */
  dropEmptyColumns(): void {
    this.#database.run(
      `DELETE FROM columns WHERE NOT EXISTS (SELECT 1 FROM cells c WHERE c.column_ref = columns.column_ref)`,
    );
    this.#columns.clear();
    this.#columnsChanged = true;
    this.changes.runsChanged();
  }

  columnRef(group: ColumnGroup, key: string): number {
    const name = `${group}:${key}`;
    let ref = this.#columns.get(name);
    if (ref !== undefined) return ref;
    const known = this.#database.first('SELECT column_ref FROM columns WHERE group_name = ? AND key = ?', [
      group,
      key,
    ]);
    ref = known
      ? Number(known[0])
      : this.#database.insert('INSERT INTO columns (group_name, key) VALUES (?, ?) RETURNING column_ref', [
          group,
          key,
        ]);
    if (!known) this.#columnsChanged = true;
    this.#columns.set(name, ref);
    return ref;
  }

  /** Puts a value into the table unless a later one is there. */
  setCell(runRef: number, group: ColumnGroup, key: string, value: CellValue, stamp: string): void {
    // Params and tags are what filters look into.
    this.changes.runsChanged();
    this.#database.run(
      `INSERT INTO cells (column_ref, run_ref, type, number, text, stamp) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET type = excluded.type, number = excluded.number, text = excluded.text, stamp = excluded.stamp
       WHERE excluded.stamp >= cells.stamp`,
      [this.columnRef(group, key), runRef, ...toStored(value), stamp],
    );
  }

  setSummary(runRef: number, key: string, value: CellValue, stamp: string): void {
    this.#database.run(
      `INSERT INTO summaries (run_ref, key, type, number, text, stamp) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET type = excluded.type, number = excluded.number, text = excluded.text, stamp = excluded.stamp
       WHERE excluded.stamp >= summaries.stamp`,
      [runRef, key, ...toStored(value), stamp],
    );
  }

  /**
   * Derives the table's cell of a metric from all series of its key: the summary that the training gave, else
   * the last value of the run's main process, else of the writer that logged last. Answers whether it is a new cell.
   */
  refreshMetricCell(runRef: number, kind: 'metric' | 'system', key: string): boolean {
    const column = this.columnRef(kind, key);
    const given = kind === 'metric' ? this.#given(runRef, key) : undefined;
    const [type, number, text] = given ?? this.#lastValue(runRef, kind, key) ?? [];
    if (type === undefined) return false;
    this.changes.cellsChanged(column);
    const isNew = !this.#database.first('SELECT 1 FROM cells WHERE column_ref = ? AND run_ref = ?', [
      column,
      runRef,
    ]);
    this.#database.run(
      "INSERT OR REPLACE INTO cells (column_ref, run_ref, type, number, text, stamp) VALUES (?, ?, ?, ?, ?, '')",
      [column, runRef, type, number ?? null, text ?? null],
    );
    return isNew;
  }

  /** The table's cell of a metric of a run that has no other source of it, and no cell. */
  addMetricCell(runRef: number, kind: 'metric' | 'system', key: string, last: number | null): void {
    const column = this.columnRef(kind, key);
    this.changes.cellsChanged(column);
    this.#database.run(
      "INSERT INTO cells (column_ref, run_ref, type, number, text, stamp) VALUES (?, ?, 'number', ?, NULL, '')",
      [column, runRef, last],
    );
  }

  #given(runRef: number, key: string): StoredValue | undefined {
    const [row] = this.#database.tuples(
      'SELECT type, number, text FROM summaries WHERE run_ref = ? AND key = ?',
      [runRef, key],
    );
    return row as unknown as StoredValue | undefined;
  }

  /** Asked of one table alone, and without sorting: that is a twentieth of the cost, and nearly always enough. */
  #lastValue(runRef: number, kind: string, key: string): StoredValue | undefined {
    const rows = this.#database.tuples(
      'SELECT last_value, last_at_ms, file_id FROM series WHERE run_ref = ? AND kind = ? AND key = ?',
      [runRef, kind, key],
    );
    const [only, ...others] = rows;
    if (!only) return undefined;
    if (others.length === 0) return ['number', only[0] as number | null, null];
    const ranked = rows.map(([value, atMs, fileId]) => {
      const file = this.#database.one('SELECT lineage, writer FROM files WHERE file_id = ?', [
        fileId ?? null,
      ]);
      const isMain = file?.['lineage'] === '' ? 1 : 0;
      return { value, isMain, atMs: Number(atMs), writer: String(file?.['writer']) };
    });
    ranked.sort((a, b) => b.isMain - a.isMain || b.atMs - a.atMs || (a.writer < b.writer ? 1 : -1));
    return ['number', ranked[0]?.value as number | null, null];
  }

  /** Chooses the headline metric anew: called when a run has got a metric that it did not have. */
  refreshHeadline(runRef: number): void {
    const rows = this.#database.tuples(
      `SELECT k.key FROM cells c JOIN columns k USING (column_ref) WHERE c.run_ref = ? AND k.group_name = 'metric'`,
      [runRef],
    );
    this.setHeadline(
      runRef,
      rows.map(([key]) => String(key)),
    );
  }

  /** @param keys All metrics of the run, in any order. */
  setHeadline(runRef: number, keys: readonly string[]): void {
    const headline = chooseHeadline(keys.toSorted());
    if (headline !== undefined) this.rows.setHeadline(runRef, this.columnRef('metric', headline));
  }
}
