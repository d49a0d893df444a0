import { existsSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Transferring } from '../base/rpc.ts';
import type { RunId } from '../domain/run.ts';
import { FactWriter } from '../journal/fact-writer.ts';
import { runstoneFolder } from '../journal/folder.ts';
import type {
  CatalogContract,
  CatalogNotice,
  CatalogStatus,
  EditorFact,
  Problem,
  RunDetail,
} from '../protocol/catalog.ts';
import type { SqlDatabase } from './database.ts';
import { Follower } from './follower.ts';
import { JournalFiles } from './journal-files.ts';
import { Liveness } from './liveness.ts';
import { Projector } from './projector.ts';
import { RunQuery } from './run-query.ts';
import { SavedCatalog } from './saved-catalog.ts';
import { querySeries, seriesBuffers } from './series-query.ts';
import { TableQuery } from './table-query.ts';

/** Work between two looks at the message queue, in milliseconds. */
const sliceMs = 15;
/** At most ten notices of change a second. */
const noticeEveryMs = 100;
const saveAfterIdleMs = 3_000;
/** Saving may take at most this share of the time. */
const saveShare = 0.05;

type Answers = { [M in keyof CatalogContract]: CatalogContract[M]['result'] };

/** What is made anew when the catalog is rebuilt. */
interface Engine {
  readonly database: SqlDatabase;
  readonly projector: Projector;
  readonly files: JournalFiles;
  readonly runs: RunQuery;
  readonly table: TableQuery;
}

/**
 * The catalog of one workspace folder: follows its journal, projects what comes, answers questions while it reads.
 * Runs in the worker; tests use it in process.
 */
export class Catalog {
  readonly #root: string;
  readonly #saved: SavedCatalog;
  readonly #facts: FactWriter;
  readonly #follower: Follower;
  readonly #liveness = new Liveness(os.hostname());
  readonly #notify: (notice: CatalogNotice) => void;
  readonly #pending = new Set<string>();
  #engine: Engine;
  #version = 1;
  #changedRuns = new Set<number>();
  #noticeTimer: NodeJS.Timeout | undefined;
  #lastNoticeMs = 0;
  #savedVersion = 0;
  #saveTimer: NodeJS.Timeout | undefined;
  #saveCostMs = 0;
  #saving: Promise<boolean> | undefined;
  #saveFailureSaid = false;
  #reading: Promise<void> | undefined;
  #runningBefore = new Set<number>();
  readonly #livenessTimer: NodeJS.Timeout;
  #closed = false;

  static async open(
    options: CatalogContract['open']['params'],
    notify: (notice: CatalogNotice) => void,
  ): Promise<Catalog> {
    const saved = new SavedCatalog(runstoneFolder(options.folder), options.wasmPath);
    const { database, unusable } = await saved.load();
    if (unusable !== null) {
      notify({
        notice: 'log',
        level: 'warn',
        message: `catalog.db cannot be used (${unusable}); it is rebuilt from the journal.`,
      });
    }
    const catalog = new Catalog(options, saved, database, notify);
    await catalog.#begin();
    return catalog;
  }

  private constructor(
    options: CatalogContract['open']['params'],
    saved: SavedCatalog,
    database: SqlDatabase,
    notify: (notice: CatalogNotice) => void,
  ) {
    this.#root = runstoneFolder(options.folder);
    this.#saved = saved;
    this.#notify = notify;
    this.#facts = new FactWriter(this.#root, options.writer);
    this.#engine = this.#makeEngine(database);
    this.#wasmPath = options.wasmPath;
    this.#follower = new Follower({
      root: this.#root,
      poll: options.poll,
      onFiles: (files) => this.#look(files),
      onGone: () => this.#restart('The folder .runstone is gone.'),
    });
    this.#livenessTimer = setInterval(() => this.#checkLiveness(), 1_000);
    this.#livenessTimer.unref();
  }
  readonly #wasmPath: string;

  #makeEngine(database: SqlDatabase): Engine {
    const projector = new Projector(database);
    const files = new JournalFiles(this.#root, database, projector, this.#liveness);
    const runs = new RunQuery(database, this.#liveness);
    return { database, projector, files, runs, table: new TableQuery(database, runs) };
  }

  /** Reads for a moment, so that small folders are complete at once and large ones show their newest runs. */
  async #begin(): Promise<void> {
    this.#dropReplaced(this.#engine.files.paths);
    for (const file of this.#follower.list()) if (this.#engine.files.hasGrown(file)) this.#pending.add(file);
    this.#readSlice(performance.now() + 150);
    this.#runningBefore = this.#engine.runs.runningRefs(Date.now());
    this.#follower.start();
    if (this.#pending.size > 0) this.#readOn();
  }

  /** Files that were replaced, shortened or removed take with them what they said. */
  #dropReplaced(relativePaths: readonly string[]): boolean {
    const { files } = this.#engine;
    const runRefs = new Set<number>();
    for (const relative of relativePaths) {
      if (!files.hasBeenReplaced(relative)) continue;
      const runRef = files.runRefOf(relative);
      if (runRef === null) {
        // The editor's own journal tells of any run: nothing less than everything is read again.
        this.#restart(`${relative} was replaced.`);
        return true;
      }
      runRefs.add(runRef);
    }
    for (const runRef of runRefs) files.forgetRun(runRef);
    if (runRefs.size > 0) {
      this.#version++;
      for (const file of this.#follower.list()) if (files.hasGrown(file)) this.#pending.add(file);
      this.#tellEverything();
    }
    return runRefs.size > 0;
  }

  #look(relativePaths: readonly string[]): void {
    if (this.#closed) return;
    const gone = this.#engine.files.paths.filter((known) => !existsSync(path.join(this.#root, known)));
    if (gone.length > 0 && this.#dropReplaced(gone)) return this.#readOn();
    for (const relative of relativePaths)
      if (this.#engine.files.hasGrown(relative)) this.#pending.add(relative);
    if (this.#pending.size > 0) this.#readOn();
  }

  #readOn(): void {
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
  }

  async #readAll(): Promise<void> {
    while (this.#pending.size > 0 && !this.#closed) {
      this.#readSlice(performance.now() + sliceMs);
      this.#tellSoon();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#notify({ notice: 'status', status: this.status() });
    this.#saveSoon();
  }

  #readSlice(deadline: number): void {
    for (const relative of this.#pending) {
      if (performance.now() > deadline) return;
      try {
        const { runRefs, upToDate } = this.#engine.files.read(relative);
        if (runRefs.size > 0) this.#version++;
        for (const runRef of runRefs) this.#changedRuns.add(runRef);
        if (runRefs.size > 0 && relative.startsWith('runs/'))
          this.#follower.heat(path.posix.dirname(relative));
        if (upToDate) this.#pending.delete(relative);
      } catch (error) {
        this.#pending.delete(relative);
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
          this.#log('error', `${relative} cannot be read: ${String(error)}`);
      }
    }
  }

  /** Coalesces changes: the first is told at once, the others at most every 100 ms. */
  #tellSoon(): void {
    if (this.#noticeTimer || this.#changedRuns.size === 0) return;
    const wait = Math.max(0, this.#lastNoticeMs + noticeEveryMs - Date.now());
    this.#noticeTimer = setTimeout(() => this.#tell(), wait);
  }

  #tell(): void {
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = undefined;
    this.#lastNoticeMs = Date.now();
    const runIds = [...this.#changedRuns].flatMap((ref) => {
      const row = this.#engine.database.one('SELECT run_id FROM runs WHERE run_ref = ?', [ref]);
      return row ? [String(row['run_id']) as RunId] : [];
    });
    this.#changedRuns.clear();
    const { runs } = this.#engine.projector;
    this.#notify({ notice: 'changed', version: this.#version, runIds, columnsChanged: runs.columnsChanged });
    this.#notify({ notice: 'status', status: this.status() });
    runs.columnsChanged = false;
  }

  #tellEverything(): void {
    this.#changedRuns.clear();
    this.#notify({ notice: 'changed', version: this.#version, runIds: null, columnsChanged: true });
    this.#notify({ notice: 'status', status: this.status() });
  }

  /** Runs become interrupted by silence, which no event tells of. */
  #checkLiveness(): void {
    const running = this.#engine.runs.runningRefs(Date.now());
    const before = this.#runningBefore;
    const changed = [...running, ...before].filter((ref) => running.has(ref) !== before.has(ref));
    this.#runningBefore = running;
    if (changed.length === 0) return;
    this.#version++;
    for (const runRef of changed) this.#changedRuns.add(runRef);
    this.#tellSoon();
  }

  #restart(reason: string): void {
    this.#log('info', `${reason} The catalog is rebuilt from the journal.`);
    void this.rebuild();
  }

  async rebuild(): Promise<CatalogStatus> {
    const { SqlDatabase } = await import('./database.ts');
    const database = await SqlDatabase.create(this.#wasmPath);
    this.#engine.database.close();
    this.#engine = this.#makeEngine(database);
    this.#version++;
    this.#pending.clear();
    for (const file of this.#follower.list()) if (this.#engine.files.hasGrown(file)) this.#pending.add(file);
    this.#tellEverything();
    this.#readOn();
    await this.#reading;
    this.#tellEverything();
    return this.status();
  }

  status(): CatalogStatus {
    const { database, files, runs } = this.#engine;
    const count = (sql: string) => Number(database.one(sql)?.['n']);
    return {
      state: this.#pending.size > 0 ? 'reading' : 'ready',
      bytesRead: files.bytesRead,
      bytesTotal: files.bytesTotal,
      runs: count('SELECT COUNT(*) AS n FROM runs WHERE started_at_ms IS NOT NULL AND deleted = 0'),
      running: runs.runningRefs(Date.now()).size,
      problems: count('SELECT COUNT(*) AS n FROM problems'),
      message: null,
    };
  }

  experiments({ filter }: CatalogContract['experiments']['params']): Answers['experiments'] {
    return this.#engine.runs.experiments(filter, Date.now());
  }

  table(question: CatalogContract['table']['params']): Answers['table'] {
    return this.#engine.table.page(question, this.#version, Date.now());
  }

  columns({ filter }: CatalogContract['columns']['params']): Answers['columns'] {
    return this.#engine.table.columns(filter, this.#version);
  }

  run({ runId }: CatalogContract['run']['params']): Answers['run'] {
    const detail = this.#engine.runs.detail(runId, Date.now());
    if (!detail) return null;
    const folderPath = path.join(this.#root, 'runs', runId);
    const output = path.join(folderPath, 'output.log');
    return {
      ...detail,
      folderPath,
      outputPath: existsSync(output) ? realpathSync(output) : null,
    } satisfies RunDetail;
  }

  series(request: CatalogContract['series']['params']): Transferring<Answers['series']> {
    const reply = querySeries(this.#engine.database, request, this.#version);
    return new Transferring(reply, seriesBuffers(reply));
  }

  problems({ limit }: CatalogContract['problems']['params']): readonly Problem[] {
    return this.#engine.database
      .all(
        `SELECT f.path, p.line, p.reason, r.run_id FROM problems p JOIN files f USING (file_id) LEFT JOIN runs r USING (run_ref)
         ORDER BY f.path, p.line LIMIT ?`,
        [limit],
      )
      .map((row) => ({
        file: path.join(this.#root, String(row['path'])),
        line: Number(row['line']),
        reason: String(row['reason']),
        runId: row['run_id'] as RunId | null,
      }));
  }

  async record({ facts }: { facts: readonly EditorFact[] }): Promise<{ version: number }> {
    await this.#facts.append(facts, Date.now());
    this.#look(this.#follower.list().filter((file) => file.startsWith('journal/')));
    await this.#reading;
    this.#tell();
    return { version: this.#version };
  }

  #saveSoon(): void {
    if (this.#saveTimer || this.#closed || this.#savedVersion === this.#version) return;
    const wait = Math.max(saveAfterIdleMs, this.#saveCostMs / saveShare);
    this.#saveTimer = setTimeout(() => {
      this.#saveTimer = undefined;
      void this.save().then(() => this.#saveSoon());
    }, wait);
    this.#saveTimer.unref();
  }

  /** Answers whether something was written. A failure is said once; the catalog works on in memory. */
  async save(): Promise<boolean> {
    if (this.#saving) await this.#saving;
    if (this.#savedVersion === this.#version || !existsSync(this.#root)) return false;
    this.#saving = this.#write().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  async #write(): Promise<boolean> {
    const version = this.#version;
    const began = performance.now();
    try {
      await this.#saved.save(this.#engine.database.export());
      this.#savedVersion = version;
      this.#saveFailureSaid = false;
      return true;
    } catch (error) {
      this.#savedVersion = version;
      if (!this.#saveFailureSaid)
        this.#log(
          'warn',
          `catalog.db cannot be written (${String(error)}); nothing is lost, the next start reads the journal.`,
        );
      this.#saveFailureSaid = true;
      return false;
    } finally {
      this.#saveCostMs = performance.now() - began;
    }
  }

  #log(level: 'info' | 'warn' | 'error', message: string): void {
    this.#notify({ notice: 'log', level, message });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#follower.dispose();
    clearInterval(this.#livenessTimer);
    clearTimeout(this.#noticeTimer);
    clearTimeout(this.#saveTimer);
    await this.#reading;
    await this.save();
    this.#engine.database.close();
  }
}
