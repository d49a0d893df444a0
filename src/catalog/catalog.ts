import { existsSync, realpathSync } from 'node:fs';
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
import { ChangeNotices } from './change-notices.ts';
import { SqlDatabase } from './database.ts';
import { type Engine, makeEngine } from './engine.ts';
import { Follower } from './follower.ts';
import { JournalFolders } from './journal-folders.ts';
import { JournalReading } from './journal-reading.ts';
import { SaveSchedule } from './save-schedule.ts';
import { SavedCatalog } from './saved-catalog.ts';
import { querySeries, seriesBuffers } from './series-query.ts';

/** Reading before the first answer, in milliseconds: small folders are complete at once. */
const firstReadMs = 150;
const livenessEveryMs = 1_000;

type Options = CatalogContract['open']['params'];
type Answers = { [M in keyof CatalogContract]: CatalogContract[M]['result'] };

/**
 * The catalog of one workspace folder: follows its journal, projects what comes, answers questions while it reads.
 * Runs in the worker; tests use it in process.
 */
export class Catalog {
  readonly #root: string;
  readonly #wasmPath: string;
  readonly #notify: (notice: CatalogNotice) => void;
  readonly #facts: FactWriter;
  readonly #follower: Follower;
  readonly #reading: JournalReading;
  readonly #notices: ChangeNotices;
  readonly #saves: SaveSchedule;
  readonly #livenessTimer: NodeJS.Timeout;
  readonly #unreadable = new Set<string>();
  #engine: Engine;
  #running = new Set<number>();
  #rebuilding: Promise<CatalogStatus> | undefined;
  #recovered = false;
  #closed = false;

  static async open(options: Options, notify: (notice: CatalogNotice) => void): Promise<Catalog> {
    const saved = new SavedCatalog(runstoneFolder(options.folder), options.wasmPath);
    const { database, remark } = await saved.load();
    const catalog = new Catalog(options, saved, database, notify);
    if (remark) notify({ notice: 'log', ...remark });
    catalog.#begin();
    return catalog;
  }

  private constructor(
    options: Options,
    saved: SavedCatalog,
    database: SqlDatabase,
    notify: (notice: CatalogNotice) => void,
  ) {
    this.#root = runstoneFolder(options.folder);
    this.#wasmPath = options.wasmPath;
    this.#notify = notify;
    this.#facts = new FactWriter(this.#root, options.writer);
    this.#engine = makeEngine(this.#root, database);
    const folders = new JournalFolders(this.#root, (refused) =>
      this.#log('warn', `${refused} is a link or no regular file: it is not read.`),
    );
    this.#notices = this.#makeNotices();
    this.#saves = this.#makeSaves(saved);
    this.#reading = this.#makeReading(folders);
    this.#follower = new Follower({
      root: this.#root,
      folders,
      poll: options.poll,
      onFile: (file) => this.#reading.look([file]),
      onFolder: (folder, files) => this.#reading.lookAtFolder(folder, files),
      onGone: () => this.#rebuildBecause('The folder .runstone is gone.'),
    });
    this.#livenessTimer = setInterval(() => this.#checkLiveness(), livenessEveryMs);
    this.#livenessTimer.unref();
  }

  #makeNotices(): ChangeNotices {
    return new ChangeNotices({
      notify: this.#notify,
      runIds: (refs) => this.#engine.runs.idsOf(refs),
      takeColumnsChanged: () => this.#engine.projector.runs.takeColumnsChanged(),
      status: () => this.status(),
    });
  }

  #makeSaves(saved: SavedCatalog): SaveSchedule {
    return new SaveSchedule({
      version: () => this.#notices.version,
      // A folder that was deleted stays deleted, which is no failure.
      mayWrite: () => this.#reading.isIdle && existsSync(this.#root),
      write: () => saved.save(this.#engine.database.export()),
      onFailure: (error) =>
        this.#log(
          'warn',
          `catalog.db cannot be written (${String(error)}); nothing is lost, the next start reads the journal.`,
        ),
    });
  }

  #makeReading(folders: JournalFolders): JournalReading {
    return new JournalReading({
      engine: () => this.#engine,
      listFolder: (folder) => folders.files(folder) ?? [],
      onChanged: (runRefs) => this.#notices.changed(runRefs),
      onForgotten: () => this.#notices.changedEntirely(),
      onIdle: () => {
        this.#notify({ notice: 'status', status: this.status() });
        this.#saves.soon();
      },
      onActive: (runFolder) => this.#follower.heat(runFolder),
      onCannotRead: (file, error) => {
        if (!this.#unreadable.has(file)) this.#log('error', `${file} cannot be read: ${String(error)}`);
        this.#unreadable.add(file);
      },
      onRebuild: (reason) => this.#rebuildBecause(reason),
      onDamaged: (error) => this.#recover(error),
    });
  }

  /** Reads for a moment, so that small folders are complete at once and large ones show their newest runs. */
  #begin(): void {
    const listed = this.#follower.list();
    const gone = new Set(this.#engine.files.paths);
    for (const file of listed) gone.delete(file);
    this.#reading.note([...gone, ...listed]);
    this.#reading.readFor(firstReadMs);
    this.#running = this.#engine.runs.runningRefs(Date.now());
    this.#follower.start();
    this.#reading.readOn();
  }

  /** Runs become interrupted by silence, which no event tells of. */
  #checkLiveness(): void {
    const running = this.#engine.runs.runningRefs(Date.now());
    const before = this.#running;
    const changed = [...running, ...before].filter((ref) => running.has(ref) !== before.has(ref));
    this.#running = running;
    if (changed.length > 0) this.#notices.changed(changed);
  }

  #rebuildBecause(reason: string): void {
    if (this.#closed) return;
    this.#log('info', `${reason} The catalog is rebuilt from the journal.`);
    void this.rebuild();
  }

  /** A saved catalog that turns out to be damaged is rebuilt; if that does not help, nothing more is read. */
  #recover(error: unknown): void {
    if (this.#recovered) {
      this.#log(
        'error',
        `The catalog cannot be kept: ${String(error)}. Nothing more is read until the window is reloaded.`,
      );
      return this.#reading.stop();
    }
    this.#recovered = true;
    this.#rebuildBecause(`The catalog is damaged (${String(error)}).`);
  }

  rebuild(): Promise<CatalogStatus> {
    this.#rebuilding ??= this.#rebuild().finally(() => {
      this.#rebuilding = undefined;
    });
    return this.#rebuilding;
  }

  async #rebuild(): Promise<CatalogStatus> {
    const database = await SqlDatabase.create(this.#wasmPath);
    if (this.#closed) return this.status();
    this.#engine.database.close();
    this.#engine = makeEngine(this.#root, database);
    this.#reading.reset(this.#follower.list());
    this.#notices.changedEntirely();
    this.#reading.readOn();
    await this.#reading.idle;
    if (!this.#closed) this.#notices.changedEntirely();
    return this.status();
  }

  status(): CatalogStatus {
    const { files, runs } = this.#engine;
    return {
      state: this.#reading.isIdle ? 'ready' : 'reading',
      bytesRead: files.bytesRead,
      bytesTotal: files.bytesTotal,
      ...runs.counts(Date.now()),
      message: null,
    };
  }

  experiments({ filter }: CatalogContract['experiments']['params']): Answers['experiments'] {
    return this.#engine.runs.experiments(filter, Date.now());
  }

  table(question: CatalogContract['table']['params']): Answers['table'] {
    return this.#engine.table.page(question, this.#notices.version, Date.now());
  }

  columns({ filter }: CatalogContract['columns']['params']): Answers['columns'] {
    return this.#engine.table.columns(filter, this.#notices.version);
  }

  run({ runId }: CatalogContract['run']['params']): Answers['run'] {
    const detail = this.#engine.runs.detail(runId, Date.now());
    if (!detail) return null;
    const folderPath = path.join(this.#root, 'runs', runId);
    return { ...detail, folderPath, outputPath: this.#outputOf(folderPath) } satisfies RunDetail;
  }

  /** A link that leads out of the run's folder is no output of the run. */
  #outputOf(folderPath: string): string | null {
    const output = path.join(folderPath, 'output.log');
    if (!existsSync(output)) return null;
    const real = realpathSync(output);
    return real === path.join(realpathSync(folderPath), 'output.log') ? real : null;
  }

  series(request: CatalogContract['series']['params']): Transferring<Answers['series']> {
    const reply = querySeries(this.#engine.database, request, this.#notices.version);
    return new Transferring(reply, seriesBuffers(reply));
  }

  problems({ limit }: CatalogContract['problems']['params']): readonly Problem[] {
    return this.#engine.database
      .all('SELECT path, line, reason, run_id FROM journal_problems ORDER BY path, line LIMIT ?', [limit])
      .map((row) => ({
        file: path.join(this.#root, String(row['path'])),
        line: Number(row['line']),
        reason: String(row['reason']),
        runId: row['run_id'] as RunId | null,
      }));
  }

  async record({ facts }: { facts: readonly EditorFact[] }): Promise<{ version: number }> {
    await this.#facts.append(facts, Date.now());
    this.#reading.look([this.#facts.relative]);
    await this.#reading.idle;
    this.#notices.tell();
    return { version: this.#notices.version };
  }

  /** Answers whether something was written. */
  async save(): Promise<boolean> {
    return existsSync(this.#root) && (await this.#saves.now());
  }

  #log(level: 'info' | 'warn' | 'error', message: string): void {
    this.#notify({ notice: 'log', level, message });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#follower.dispose();
    this.#reading.stop();
    clearInterval(this.#livenessTimer);
    this.#saves.dispose();
    await this.#reading.idle;
    await this.#rebuilding;
    await this.save();
    this.#notices.dispose();
    this.#engine.database.close();
  }
}
