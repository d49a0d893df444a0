import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseJournalPath } from '../journal/folder.ts';
import { readSlice } from '../journal/line-reader.ts';
import type { SqlDatabase } from './database.ts';
import type { Liveness } from './liveness.ts';
import type { Projector } from './projector.ts';

/** Bytes by which a file is recognized as the one that was read before. */
const headBytes = 256;

export interface ReadResult {
  readonly runRefs: ReadonlySet<number>;
  /** False when there is more to read at once. */
  readonly upToDate: boolean;
}

interface KnownFile {
  readonly fileId: number;
  readonly runRef: number | null;
  readonly writer: string;
  readBytes: number;
  readLines: number;
  sizeBytes: number;
}

/**
 * The journal files under one `.runstone` folder and how far each has been read. What was read and how far is
 * written in one transaction, so that a saved catalog never misses or repeats a line.
 */
export class JournalFiles {
  readonly #root: string;
  readonly #database: SqlDatabase;
  readonly #projector: Projector;
  readonly #liveness: Liveness;
  readonly #files = new Map<string, KnownFile>();

  constructor(root: string, database: SqlDatabase, projector: Projector, liveness: Liveness) {
    this.#root = root;
    this.#database = database;
    this.#projector = projector;
    this.#liveness = liveness;
    for (const row of database.all('SELECT * FROM files')) {
      this.#files.set(String(row['path']), {
        fileId: Number(row['file_id']),
        runRef: row['run_ref'] as number | null,
        writer: String(row['writer']),
        readBytes: Number(row['read_bytes']),
        readLines: Number(row['read_lines']),
        sizeBytes: Number(row['read_bytes']),
      });
    }
  }

  get bytesRead(): number {
    let sum = 0;
    for (const file of this.#files.values()) sum += file.readBytes;
    return sum;
  }

  get bytesTotal(): number {
    let sum = 0;
    for (const file of this.#files.values()) sum += Math.max(file.sizeBytes, file.readBytes);
    return sum;
  }

  get paths(): string[] {
    return [...this.#files.keys()];
  }

  /** Whether the file has grown (or is new), by its size. Missing files count as unchanged: see `hasVanished`. */
  hasGrown(relative: string): boolean {
    const known = this.#files.get(relative);
    const size = this.#stat(relative, known);
    return size !== undefined && size > (known?.readBytes ?? 0);
  }

  /** True when a file that was read is gone, got shorter, or begins differently: what it gave must go. */
  hasBeenReplaced(relative: string): boolean {
    const known = this.#files.get(relative);
    if (!known || known.readBytes === 0) return false;
    const size = this.#stat(relative, known);
    if (size === undefined || size < known.readBytes) return true;
    const row = this.#database.one('SELECT head_bytes, head_digest FROM files WHERE file_id = ?', [
      known.fileId,
    ]);
    return digestHead(path.join(this.#root, relative), Number(row?.['head_bytes'])) !== row?.['head_digest'];
  }

  #stat(relative: string, known: KnownFile | undefined): number | undefined {
    const found = statSync(path.join(this.#root, relative), { throwIfNoEntry: false });
    if (!found?.isFile()) return undefined;
    if (known) known.sizeBytes = found.size;
    if (known?.runRef != null && found.size > known.readBytes)
      this.#liveness.heard(known.runRef, found.mtimeMs);
    return found.size;
  }

  /** Reads on by at most a MiB. */
  read(relative: string): ReadResult {
    const none = { runRefs: new Set<number>(), upToDate: true };
    const file = this.#files.get(relative) ?? this.#register(relative);
    if (!file) return none;
    const slice = readSlice(path.join(this.#root, relative), file.readBytes);
    file.sizeBytes = slice.sizeBytes;
    if (slice.nextOffset === file.readBytes) return none;
    const runRefs = this.#database.transaction(() => this.#project(relative, file, slice));
    file.readBytes = slice.nextOffset;
    file.readLines += slice.oversized ? 1 : slice.lines.length;
    if (file.runRef !== null) this.#liveness.heard(file.runRef, slice.modifiedAtMs);
    return { runRefs, upToDate: file.readBytes >= slice.sizeBytes };
  }

  #project(relative: string, file: KnownFile, slice: ReturnType<typeof readSlice>): ReadonlySet<number> {
    const lines = file.readLines + (slice.oversized ? 1 : slice.lines.length);
    if (slice.oversized) this.#projector.addProblem(file, lines, 'longer than 1 MiB, passed over');
    const runRefs = this.#projector.project(file, slice.lines, file.readLines);
    const bytes = Math.min(headBytes, slice.nextOffset);
    this.#database.run('UPDATE files SET read_bytes = ?, read_lines = ? WHERE file_id = ?', [
      slice.nextOffset,
      lines,
      file.fileId,
    ]);
    if (file.readBytes < headBytes) {
      const digest = digestHead(path.join(this.#root, relative), bytes) ?? '';
      this.#database.run('UPDATE files SET head_bytes = ?, head_digest = ? WHERE file_id = ?', [
        bytes,
        digest,
        file.fileId,
      ]);
    }
    return runRefs;
  }

  #register(relative: string): KnownFile | undefined {
    const name = parseJournalPath(relative);
    if (!name) return undefined;
    const runRef = name.runId === null ? null : this.#projector.runs.findRun(name.runId);
    const fileId = this.#database.insert(
      `INSERT INTO files (path, run_ref, writer, lineage, read_bytes, read_lines, head_bytes, head_digest)
       VALUES (?, ?, ?, ?, 0, 0, 0, '')`,
      [relative, runRef, name.writer, name.writer],
    );
    const file = { fileId, runRef, writer: name.writer, readBytes: 0, readLines: 0, sizeBytes: 0 };
    this.#files.set(relative, file);
    return file;
  }

  /**
   * Forgets all that one run's files said, so that they are read again from their beginning; and begins the editor's
   * own journals again, whose facts about the run are gone with it. Facts may be read twice: stamps make that harmless.
   */
  forgetRun(runRef: number): void {
    this.#database.transaction(() => {
      const ofRun = 'run_ref = ?';
      const ofSeries = `series_id IN (SELECT series_id FROM series WHERE ${ofRun})`;
      const ofFiles = `file_id IN (SELECT file_id FROM files WHERE ${ofRun})`;
      this.#database.run(`DELETE FROM chunks WHERE ${ofSeries}`, [runRef]);
      for (const table of ['axes', 'problems'])
        this.#database.run(`DELETE FROM ${table} WHERE ${ofFiles}`, [runRef]);
      for (const table of [
        'series',
        'cells',
        'summaries',
        'artifacts',
        'datasets',
        'alerts',
        'files',
        'runs',
      ]) {
        this.#database.run(`DELETE FROM ${table} WHERE ${ofRun}`, [runRef]);
      }
      this.#database.run(
        `DELETE FROM problems WHERE file_id IN (SELECT file_id FROM files WHERE run_ref IS NULL)`,
      );
      this.#database.run('UPDATE files SET read_bytes = 0, read_lines = 0 WHERE run_ref IS NULL');
    });
    for (const [relative, file] of this.#files) {
      if (file.runRef === runRef) this.#files.delete(relative);
      else if (file.runRef === null) {
        file.readBytes = 0;
        file.readLines = 0;
      }
    }
  }

  runRefOf(relative: string): number | null {
    return this.#files.get(relative)?.runRef ?? null;
  }
}

function digestHead(file: string, bytes: number): string | undefined {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const head = Buffer.alloc(bytes);
      const length = readSync(descriptor, head, 0, bytes, 0);
      return createHash('sha256').update(head.subarray(0, length)).digest('hex');
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
