import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { SqlDatabase } from './database.ts';

/** `.runstone/catalog.db`: loaded when it is good, written whole and atomically. */
export class SavedCatalog {
  readonly #folder: string;
  readonly #wasmPath: string;

  constructor(folder: string, wasmPath: string) {
    this.#folder = folder;
    this.#wasmPath = wasmPath;
  }

  get #file(): string {
    return path.join(this.#folder, 'catalog.db');
  }

  /** The saved catalog, or an empty one with the reason why the saved one is of no use (null when there is none). */
  async load(): Promise<{ database: SqlDatabase; unusable: string | null }> {
    const bytes = await readFile(this.#file).catch(() => undefined);
    if (!bytes) return { database: await SqlDatabase.create(this.#wasmPath), unusable: null };
    try {
      return { database: await SqlDatabase.load(this.#wasmPath, bytes), unusable: null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { database: await SqlDatabase.create(this.#wasmPath), unusable: reason };
    }
  }

  /** Writes beside the old file, flushes, and renames: a crash leaves the old one or the new one. */
  async save(bytes: Uint8Array): Promise<void> {
    // A folder that was deleted stays deleted: the catalog alone is not worth making it again.
    await stat(this.#folder);
    const temporary = `${this.#file}.${process.pid}.${Date.now()}.tmp`;
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
      await rm(temporary, { force: true });
      throw error;
    }
  }
}
