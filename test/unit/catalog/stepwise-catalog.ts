import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SqlDatabase } from '../../../src/catalog/database.ts';
import { type Engine, makeEngine } from '../../../src/catalog/engine.ts';
import { JournalFolders } from '../../../src/catalog/journal-folders.ts';
import { JournalReading } from '../../../src/catalog/journal-reading.ts';
import { decodeNumbers } from '../../../src/catalog/number-codec.ts';
import { wasmPath } from './journal-fixture.ts';

/** The catalog's real parts without its clocks: it looks and reads when it is told to. */
export class StepwiseCatalog {
  readonly #root: string;
  readonly #folders: JournalFolders;
  #engine: Engine;
  #reading: JournalReading;
  #wantsRebuild = false;
  readonly refused: string[] = [];

  static async create(root: string): Promise<StepwiseCatalog> {
    return new StepwiseCatalog(root, await SqlDatabase.create(wasmPath));
  }

  private constructor(root: string, database: SqlDatabase) {
    this.#root = root;
    this.#folders = new JournalFolders(root, (name) => this.refused.push(name));
    this.#engine = makeEngine(root, database);
    this.#reading = this.#makeReading();
  }

  get engine(): Engine {
    return this.#engine;
  }

  #makeReading(): JournalReading {
    return new JournalReading({
      engine: () => this.#engine,
      listFolder: (folder) => this.#folders.files(folder) ?? [],
      onChanged: () => {},
      onForgotten: () => {},
      onIdle: () => {},
      onActive: () => {},
      onCannotRead: (file, error) => {
        throw new Error(`${file}: ${String(error)}`);
      },
      onRebuild: () => {
        this.#wantsRebuild = true;
      },
      onDamaged: (error) => {
        throw error;
      },
    });
  }

  /** Looks at everything there is, and reads it to its end. */
  async catchUp(): Promise<void> {
    const runs = this.#folders.runFolders() ?? [];
    const files = ['journal', ...runs].flatMap((folder) => this.#folders.files(folder) ?? []);
    const gone = this.#engine.files.paths.filter((known) => !files.includes(known));
    this.#reading.note([...gone, ...files]);
    while (!this.#reading.isIdle) this.#reading.readFor(1_000);
    if (!this.#wantsRebuild) return;
    this.#wantsRebuild = false;
    this.#swap(await SqlDatabase.create(wasmPath));
    await this.catchUp();
  }

  /** As after closing the window and opening it again. */
  async restart(): Promise<void> {
    this.#swap(await SqlDatabase.load(wasmPath, this.#engine.database.export()));
  }

  #swap(database: SqlDatabase): void {
    this.#engine.database.close();
    this.#engine = makeEngine(this.#root, database);
    this.#reading = this.#makeReading();
  }

  dump(): Record<string, unknown[]> {
    return dumpTables(this.#engine.database);
  }
}

export function makeRoot(): string {
  return path.join(mkdtempSync(path.join(os.tmpdir(), 'runstone-test-')), '.runstone');
}

const run = '(SELECT run_id FROM runs r WHERE r.run_ref = t.run_ref)';
const file = '(SELECT path FROM files f WHERE f.file_id = t.file_id)';
const column = "(SELECT group_name || ':' || key FROM columns k WHERE k.column_ref = t.column_ref)";

const dumps: Readonly<Record<string, string>> = {
  files: `SELECT ${run}, t.* FROM files t`,
  runs: `SELECT t.*, (SELECT key FROM columns k WHERE k.column_ref = t.headline_column) FROM runs t`,
  cells: `SELECT ${column}, ${run}, t.* FROM cells t`,
  summaries: `SELECT ${run}, t.* FROM summaries t`,
  series: `SELECT ${run}, ${file}, t.* FROM series t`,
  axes: `SELECT ${file}, (SELECT keys FROM key_sets s WHERE s.key_set_id = t.key_set_id), t.* FROM axes t`,
  chunks: `SELECT (SELECT s.kind || s.key || (SELECT path FROM files f WHERE f.file_id = s.file_id) FROM series s WHERE s.series_id = t.series_id),
                  (SELECT (SELECT keys FROM key_sets s WHERE s.key_set_id = a.key_set_id) || hex(lines) FROM axes a WHERE a.axis_id = t.axis_id), t.* FROM chunks t`,
  artifacts: `SELECT ${run}, t.* FROM artifacts t`,
  datasets: `SELECT ${run}, t.* FROM datasets t`,
  alerts: `SELECT ${run}, ${file}, t.* FROM alerts t`,
  metric_directions: 'SELECT * FROM metric_directions t',
  problems: `SELECT ${file}, t.* FROM problems t`,
};

/** Numbers that only name rows depend on the order of reading; what they name does not. */
const references = new Set([
  'run_ref',
  'file_id',
  'column_ref',
  'headline_column',
  'series_id',
  'axis_id',
  'key_set_id',
  // When a line without an end came, a reader that came later did not see.
  'modified_at_ms',
]);

/** Every table as sorted rows, with names in place of row numbers. */
export function dumpTables(database: SqlDatabase): Record<string, unknown[]> {
  return Object.fromEntries(
    Object.entries(dumps).map(([table, sql]) => {
      const rows = database
        .all(sql)
        .map((row) =>
          JSON.stringify(
            Object.entries(row).flatMap(([name, value]) =>
              references.has(name)
                ? []
                : [value instanceof Uint8Array ? [...decodeNumbers(value)].map(String) : [name, value]],
            ),
          ),
        );
      return [table, rows.sort()];
    }),
  );
}
