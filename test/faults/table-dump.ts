import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Row, SqlDatabase } from '../../src/catalog/database.ts';
import { decodeNumbers } from '../../src/catalog/number-codec.ts';
import { wasmPath } from './bundles.ts';

/** What every reference to a row is replaced by: numbers of rows depend on the order of reading, these do not. */
const naturalKeys = {
  run_ref: 'SELECT run_ref AS id, run_id AS name FROM runs',
  file_id: 'SELECT file_id AS id, path AS name FROM files',
  column_ref: "SELECT column_ref AS id, group_name || ' ' || key AS name FROM columns",
  headline_column: "SELECT column_ref AS id, group_name || ' ' || key AS name FROM columns",
  key_set_id: 'SELECT key_set_id AS id, keys AS name FROM key_sets',
  series_id:
    "SELECT series_id AS id, path || ' ' || kind || ' ' || key AS name FROM series JOIN files USING (file_id)",
} as const;

/** Points are compared one by one: where one chunk ends and the next begins says nothing. */
const chunked = new Set(['axes', 'chunks']);
/** When the file was last changed at its last look: no row tells of it. */
const leftOut = new Set(['modified_at_ms']);

/** Every row of every table as a line of text, sorted. */
export type TableDump = Readonly<Record<string, readonly string[]>>;

/** Reads `.runstone/catalog.db` of a workspace folder. */
export async function dumpTables(folder: string): Promise<TableDump> {
  const bytes = readFileSync(path.join(folder, '.runstone', 'catalog.db'));
  const database = await SqlDatabase.load(wasmPath, bytes);
  try {
    const names = namesOf(database);
    const tables = database
      .all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .map((row) => String(row['name']));
    const dumps = tables
      .filter((table) => !chunked.has(table))
      .map((table) => [
        table,
        database
          .all(`SELECT * FROM ${table}`)
          .map((row) => lineOf(row, names))
          .sort(),
      ]);
    return { ...Object.fromEntries(dumps), points: pointsOf(database) };
  } finally {
    database.close();
  }
}

type Names = ReadonlyMap<string, ReadonlyMap<unknown, unknown>>;

function namesOf(database: SqlDatabase): Names {
  const entries = Object.entries(naturalKeys).map(
    ([column, sql]) => [column, new Map(database.all(sql).map((row) => [row['id'], row['name']]))] as const,
  );
  return new Map(entries);
}

function lineOf(row: Row, names: Names): string {
  const cells = Object.entries(row)
    .filter(([column]) => !leftOut.has(column))
    .map(([column, value]) => {
      const named = names.get(column);
      return `${column}=${named && value !== null ? String(named.get(value)) : textOf(value)}`;
    });
  return cells.join(' ');
}

function textOf(value: unknown): string {
  return typeof value === 'number' ? numberText(value) : JSON.stringify(value);
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function pointsOf(database: SqlDatabase): string[] {
  const rows = database.all(
    `SELECT f.path, s.kind, s.key, a.steps, a.times, a.lines, c.point_values
     FROM chunks c JOIN series s USING (series_id) JOIN axes a USING (axis_id) JOIN files f ON f.file_id = s.file_id`,
  );
  const points = rows.flatMap((row) => {
    const [steps, times, lines, values] = ['steps', 'times', 'lines', 'point_values'].map((column) =>
      decodeNumbers(row[column] as Uint8Array),
    );
    return Array.from(values ?? [], (value, i) =>
      [row['path'], row['kind'], row['key'], lines?.[i], times?.[i], steps?.[i], numberText(value)].join(' '),
    );
  });
  return points.sort();
}
