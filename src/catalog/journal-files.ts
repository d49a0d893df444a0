import { createHash } from 'node:crypto';
import { lstatSync, type Stats } from 'node:fs';
import path from 'node:path';
import { parseJournalPath } from '../journal/folder.ts';
import { headBytes, readHead, readSlice, type Slice } from '../journal/line-reader.ts';
import type { SqlDatabase } from './database.ts';
import type { Liveness } from './liveness.ts';
import type { ProjectedFile, Projector } from './projector.ts';

/** What a look at a file tells, compared with what was read of it. */
export type FileState = 'unchanged' | 'grown' | 'replaced' | 'missing' | 'refused';

export interface ReadResult {
  readonly progressed: boolean;
  readonly runRefs: ReadonlySet<number>;
  readonly modifiedAtMs: number;
  /** False when there is more to read at once. */
  readonly upToDate: boolean;
}

interface KnownFile {
  readonly fileId: number;
  readonly runRef: number | null;
  readonly writer: string;
  readBytes: number;
  readLines: number;
  inLongLine: boolean;
  clockMs: number;
  /** Size at the last look; what is between `readBytes` and it is a line that has no end yet. */
  sizeBytes: number;
  modifiedAtMs: number;
  /** Undefined until the file was seen to be the one that was read. */
  identity: string | undefined;
  /** All that was there has been read once since the catalog was opened: from now on growth is a sign of life. */
  caughtUp: boolean;
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
  readonly #folders = new Map<string, Set<string>>();

  constructor(root: string, database: SqlDatabase, projector: Projector, liveness: Liveness) {
    this.#root = root;
    this.#database = database;
    this.#projector = projector;
    this.#liveness = liveness;
    for (const row of database.all('SELECT * FROM files')) {
      this.#add(String(row['path']), {
        fileId: Number(row['file_id']),
        runRef: row['run_ref'] as number | null,
        writer: String(row['writer']),
        readBytes: Number(row['read_bytes']),
        readLines: Number(row['read_lines']),
        inLongLine: row['in_long_line'] === 1,
        clockMs: Number(row['clock_ms']),
        sizeBytes: Number(row['read_bytes']),
        modifiedAtMs: Number(row['modified_at_ms']),
        identity: undefined,
        caughtUp: false,
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

  inFolder(folder: string): string[] {
    return [...(this.#folders.get(folder) ?? [])];
  }

  #add(relative: string, file: KnownFile): void {
    this.#files.set(relative, file);
    const folder = path.posix.dirname(relative);
    const files = this.#folders.get(folder) ?? new Set();
    this.#folders.set(folder, files.add(relative));
  }

  /** Looks at a file; answers `grown` once for each size. */
  look(relative: string): FileState {
    const known = this.#files.get(relative);
    let found: Stats;
    try {
      found = lstatSync(path.join(this.#root, relative));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Anything else (no permission, a server that does not answer) is no proof that the file is gone.
      return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unchanged';
    }
    if (!found.isFile()) return known ? 'replaced' : 'refused';
    if (!known) return found.size > 0 ? 'grown' : 'unchanged';
    if (this.#isReplaced(relative, known, found)) return 'replaced';
    if (found.size === known.readBytes) known.caughtUp = true;
    const isNews = found.size > known.readBytes && found.size !== known.sizeBytes;
    known.sizeBytes = found.size;
    if (isNews && known.caughtUp && known.runRef !== null) this.#liveness.heard(known.runRef, found.mtimeMs);
    return isNews ? 'grown' : 'unchanged';
  }

  #isReplaced(relative: string, known: KnownFile, found: Stats): boolean {
    if (found.size < known.readBytes) return true;
    const identity = `${found.dev} ${found.ino}`;
    if (known.identity === identity || known.readBytes === 0) return false;
    const isSame =
      (found.size === known.readBytes && found.mtimeMs === known.modifiedAtMs) ||
      this.#hasKnownHead(relative, known);
    if (isSame) known.identity = identity;
    return !isSame;
  }

  #hasKnownHead(relative: string, known: KnownFile): boolean {
    const row = this.#database.one('SELECT head_bytes, head_digest FROM files WHERE file_id = ?', [
      known.fileId,
    ]);
    return digestHead(path.join(this.#root, relative), Number(row?.['head_bytes'])) === row?.['head_digest'];
  }

  /** Reads on by at most a MiB. */
  read(relative: string): ReadResult {
    const file = this.#files.get(relative) ?? this.#register(relative);
    if (!file) return { progressed: false, runRefs: new Set(), modifiedAtMs: 0, upToDate: true };
    const slice = readSlice(path.join(this.#root, relative), {
      offset: file.readBytes,
      inLongLine: file.inLongLine,
    });
    file.sizeBytes = slice.sizeBytes;
    const { modifiedAtMs } = slice;
    if (slice.next.offset === file.readBytes) {
      file.caughtUp = true;
      return { progressed: false, runRefs: new Set(), modifiedAtMs, upToDate: true };
    }
    const { runRefs, clockMs } = this.#keep(relative, file, slice);
    if (file.caughtUp && file.runRef !== null) this.#liveness.heard(file.runRef, modifiedAtMs);
    file.readBytes = slice.next.offset;
    file.readLines += countLines(slice);
    file.inLongLine = slice.next.inLongLine;
    file.clockMs = clockMs;
    file.modifiedAtMs = modifiedAtMs;
    const upToDate = file.readBytes >= slice.sizeBytes;
    if (upToDate) file.caughtUp = true;
    return { progressed: true, runRefs, modifiedAtMs, upToDate };
  }

  #keep(relative: string, file: KnownFile, slice: Slice) {
    try {
      return this.#database.transaction(() => this.#project(relative, file, slice));
    } catch (error) {
      this.#projector.forgetUndone();
      throw error;
    }
  }

  #project(relative: string, file: KnownFile, slice: Slice) {
    const skipped = slice.endsLongLine ? 1 : 0;
    if (slice.endsLongLine)
      this.#projector.addProblem(file, file.readLines + 1, 'longer than 1 MiB, passed over');
    const source: ProjectedFile = {
      ...file,
      isNew: file.readBytes === 0,
      isOnly: this.#folders.get(path.posix.dirname(relative))?.size === 1,
    };
    const projection = this.#projector.project(source, slice, file.readLines + skipped);
    this.#database.run(
      'UPDATE files SET read_bytes = ?, read_lines = ?, in_long_line = ?, clock_ms = ?, modified_at_ms = ? WHERE file_id = ?',
      [
        slice.next.offset,
        file.readLines + countLines(slice),
        slice.next.inLongLine ? 1 : 0,
        projection.clockMs,
        slice.modifiedAtMs,
        file.fileId,
      ],
    );
    if (file.readBytes < headBytes) {
      const bytes = Math.min(headBytes, slice.next.offset);
      this.#database.run('UPDATE files SET head_bytes = ?, head_digest = ? WHERE file_id = ?', [
        bytes,
        (slice.head ? digest(slice.head) : digestHead(path.join(this.#root, relative), bytes)) ?? '',
        file.fileId,
      ]);
    }
    return projection;
  }

  #register(relative: string): KnownFile | undefined {
    const name = parseJournalPath(relative);
    if (!name) return undefined;
    const runRef = name.runId === null ? null : this.#projector.runs.rows.find(name.runId);
    const fileId = this.#database.insert(
      'INSERT INTO files (path, run_ref, writer, lineage) VALUES (?, ?, ?, ?) RETURNING file_id',
      [relative, runRef, name.writer, name.writer],
    );
    const file: KnownFile = {
      fileId,
      runRef,
      writer: name.writer,
      readBytes: 0,
      readLines: 0,
      inLongLine: false,
      clockMs: 0,
      sizeBytes: 0,
      modifiedAtMs: 0,
      identity: undefined,
      caughtUp: false,
    };
    this.#add(relative, file);
    return file;
  }

  runRefOf(relative: string): number | null | undefined {
    return this.#files.get(relative)?.runRef;
  }

  /**
   * Forgets all that one run's files said, so that they are read again from their beginning; and begins the editor's
   * own journals again, whose facts about the run are gone with it. Facts are read twice: stamps make that harmless.
   */
  forgetRun(runRef: number): void {
    this.#database.transaction(() => deleteRun(this.#database, runRef));
    this.#projector.runs.dropEmptyColumns();
    this.#liveness.forget(runRef);
    for (const [relative, file] of this.#files) {
      if (file.runRef === runRef) {
        this.#files.delete(relative);
        this.#folders.get(path.posix.dirname(relative))?.delete(relative);
      } else if (file.runRef === null)
        Object.assign(file, { readBytes: 0, readLines: 0, inLongLine: false, clockMs: 0, sizeBytes: 0 });
    }
  }
}

function deleteRun(database: SqlDatabase, runRef: number): void {
  const ofRun = 'run_ref = ?';
  const ofFiles = `file_id IN (SELECT file_id FROM files WHERE ${ofRun})`;
  database.run(`DELETE FROM chunks WHERE series_id IN (SELECT series_id FROM series WHERE ${ofRun})`, [
    runRef,
  ]);
  for (const table of ['axes', 'problems']) database.run(`DELETE FROM ${table} WHERE ${ofFiles}`, [runRef]);
  for (const table of ['series', 'cells', 'summaries', 'artifacts', 'datasets', 'alerts', 'files', 'runs'])
    database.run(`DELETE FROM ${table} WHERE ${ofRun}`, [runRef]);
  database.run('DELETE FROM problems WHERE file_id IN (SELECT file_id FROM files WHERE run_ref IS NULL)');
  database.run(
    'UPDATE files SET read_bytes = 0, read_lines = 0, in_long_line = 0, clock_ms = 0 WHERE run_ref IS NULL',
  );
}

function countLines(slice: Slice): number {
  return slice.lines.length + (slice.endsLongLine ? 1 : 0);
}

function digestHead(file: string, bytes: number): string | undefined {
  const head = readHead(file, bytes);
  return head && digest(head);
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
