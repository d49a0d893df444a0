import { randomUUID } from 'node:crypto';
import { lstat, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseJournalPath } from '../journal/folder.ts';
import { SqlDatabase } from './database.ts';

const fileName = 'catalog.db';
/** A file half written that is older than this was left by a process that was killed. */
const abandonedAfterMs = 10 * 60_000;

export interface LoadRemark {
  readonly level: 'info' | 'warn';
  readonly message: string;
}

const noCatalog: LoadRemark = {
  level: 'info',
  message: 'There is no catalog.db: it is built from the journal.',
};

/** `.runstone/catalog.db`: loaded when it is good, written whole and atomically. */
export class SavedCatalog {
  readonly #folder: string;
  readonly #wasmPath: string;

  constructor(folder: string, wasmPath: string) {
    this.#folder = folder;
    this.#wasmPath = wasmPath;
  }

  get #file(): string {
    return path.join(this.#folder, fileName);
  }

  /** The saved catalog; or an empty one, with what there is to say about that. */
  async load(): Promise<{ database: SqlDatabase; remark: LoadRemark | null }> {
    const found = await lstat(this.#file).catch(() => undefined);
    if (!found) {
      const isNew = !(await hasEntries(this.#folder));
      return { database: await this.#empty(), remark: isNew ? null : noCatalog };
    }
    try {
      if (!found.isFile()) throw new Error('it is a link or no regular file');
      return { database: await this.#read(), remark: null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `catalog.db cannot be used (${reason}); it is rebuilt from the journal.`;
      return { database: await this.#empty(), remark: { level: 'warn', message } };
    }
  }

  async #read(): Promise<SqlDatabase> {
    const database = await SqlDatabase.load(this.#wasmPath, await readFile(this.#file));
    try {
      checkFiles(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  #empty(): Promise<SqlDatabase> {
    return SqlDatabase.create(this.#wasmPath);
  }

  /** Writes beside the old file, flushes, and renames: a crash leaves the old one or the new one. */
  async save(bytes: Uint8Array): Promise<void> {
    // A folder that was deleted stays deleted: the catalog alone is not worth making it again.
    await stat(this.#folder);
    await this.#removeAbandoned();
    const temporary = `${this.#file}.${randomUUID()}.tmp`;
    try {
      const handle = await open(temporary, 'wx');
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, this.#file);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  }

  async #removeAbandoned(): Promise<void> {
    const names = await readdir(this.#folder);
    for (const name of names.filter((one) => one.startsWith(`${fileName}.`) && one.endsWith('.tmp'))) {
      const file = path.join(this.#folder, name);
      const found = await lstat(file).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > abandonedAfterMs)
        await rm(file, { force: true }).catch(() => {});
    }
  }
}

async function hasEntries(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}

/**
 * A catalog can come with a repository, as the journal can. What it says of runs is believed as far as the journal is;
 * names of files are not: only those that a reader of the journal could have given.
 */
function checkFiles(database: SqlDatabase): void {
  const rows = database.all(
    'SELECT f.path, f.writer, r.run_id FROM files f LEFT JOIN runs r USING (run_ref)',
  );
  for (const row of rows) {
    const name = parseJournalPath(String(row['path']));
    if (!name || name.writer !== row['writer'] || name.runId !== row['run_id'])
      throw new Error('it speaks of files that are none of a journal');
  }
}
