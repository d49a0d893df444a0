import initSqlJs, {
  type BindParams,
  type Database,
  type ParamsObject,
  type SqlValue,
  type Statement,
} from 'sql.js';
import schemaSql from './schema.sql';

/** Grows with every change of schema.sql: a catalog of another version is rebuilt. */
export const schemaVersion = 2;

export type Row = ParamsObject;

type SqlJs = Awaited<ReturnType<typeof initSqlJs>>;
const engines = new Map<string, Promise<SqlJs>>();

function loadEngine(wasmPath: string): Promise<SqlJs> {
  let engine = engines.get(wasmPath);
  if (!engine) {
    engine = initSqlJs({ locateFile: () => wasmPath });
    engines.set(wasmPath, engine);
  }
  return engine;
}

/** One SQLite database in memory, with its statements prepared once. Parameters are always bound. */
export class SqlDatabase {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();
  #depth = 0;

  private constructor(database: Database) {
    this.#database = database;
    this.#configure();
  }

  /** An empty catalog. */
  static async create(wasmPath: string): Promise<SqlDatabase> {
    const { Database } = await loadEngine(wasmPath);
    const database = new SqlDatabase(new Database());
    database.#database.run(schemaSql);
    database.#database.run(`PRAGMA user_version = ${schemaVersion}`);
    return database;
  }

  /**
   * A saved catalog; throws when it is no database, damaged, of another version, or holds anything (a trigger, a view)
   * that this version does not make.
   */
  static async load(wasmPath: string, bytes: Uint8Array): Promise<SqlDatabase> {
    const { Database } = await loadEngine(wasmPath);
    const database = new SqlDatabase(new Database(bytes));
    try {
      const version = database.one('PRAGMA user_version')?.['user_version'];
      if (version !== schemaVersion) throw new Error(`its version is ${version}, not ${schemaVersion}`);
      const check = database.one('PRAGMA quick_check(1)')?.['quick_check'];
      if (check !== 'ok') throw new Error(String(check));
      const expected = await SqlDatabase.create(wasmPath);
      const isSame = database.#schemaText() === expected.#schemaText();
      expected.close();
      if (!isSame) throw new Error('its schema is not the one of this version');
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  }

  #schemaText(): string {
    return JSON.stringify(
      this.tuples('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name'),
    );
  }

  #configure(): void {
    // The file lives in memory and is saved whole: no journal of SQLite's own is of use.
    this.#database.run(
      'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA trusted_schema = OFF;',
    );
  }

  #prepare(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  run(sql: string, parameters: BindParams = []): void {
    this.#prepare(sql).run(parameters);
  }

  one(sql: string, parameters: BindParams = []): Row | undefined {
    const statement = this.#prepare(sql);
    try {
      statement.bind(parameters);
      return statement.step() ? statement.getAsObject() : undefined;
    } finally {
      statement.reset();
    }
  }

  /** The first row as an array: cheaper than an object, which asks for the name of each column. */
  first(sql: string, parameters: BindParams = []): SqlValue[] | undefined {
    const statement = this.#prepare(sql);
    try {
      statement.bind(parameters);
      return statement.step() ? statement.get() : undefined;
    } finally {
      statement.reset();
    }
  }

  all(sql: string, parameters: BindParams = []): Row[] {
    const statement = this.#prepare(sql);
    const rows: Row[] = [];
    try {
      statement.bind(parameters);
      while (statement.step()) rows.push(statement.getAsObject());
    } finally {
      statement.reset();
    }
    return rows;
  }

  /** Rows as arrays: cheaper than objects where there are many. */
  tuples(sql: string, parameters: BindParams = []): SqlValue[][] {
    const statement = this.#prepare(sql);
    const rows: SqlValue[][] = [];
    try {
      statement.bind(parameters);
      while (statement.step()) rows.push(statement.get());
    } finally {
      statement.reset();
    }
    return rows;
  }

  /** @param sql Inserts one row, and returns the number that names it. */
  insert(sql: string, parameters: BindParams): number {
    return Number(this.first(sql, parameters)?.[0]);
  }

  /** All or nothing: what `work` wrote is undone when it throws. One within another is undone alone. */
  transaction<T>(work: () => T): T {
    const name = `level_${this.#depth}`;
    this.run(`SAVEPOINT ${name}`);
    this.#depth++;
    try {
      return work();
    } catch (error) {
      this.run(`ROLLBACK TO ${name}`);
      throw error;
    } finally {
      this.#depth--;
      this.run(`RELEASE ${name}`);
    }
  }

  /** Runs SQL that is made anew each time, and so is not worth keeping prepared. */
  script(sql: string): void {
    this.#database.exec(sql);
  }

  /** The whole file. The engine closes and reopens it, which ends all prepared statements. */
  export(): Uint8Array {
    for (const statement of this.#statements.values()) statement.free();
    this.#statements.clear();
    const bytes = this.#database.export();
    this.#configure();
    return bytes;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}
