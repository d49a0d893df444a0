import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Catalog } from '../../src/catalog/catalog.ts';
import type { RunId } from '../../src/domain/run.ts';
import type { RunSummary } from '../../src/protocol/catalog.ts';
import { until } from '../unit/catalog/journal-fixture.ts';
import { wasmPath } from './bundles.ts';

/** A catalog in this process. */
export interface OpenCatalog {
  readonly catalog: Catalog;
  /** What it said in the log as a warning or an error. */
  readonly complaints: readonly string[];
  /** Waits until everything there is has been read. */
  read(): Promise<void>;
  runs(): readonly RunSummary[];
  /** x and y of a run's metric, all points. */
  points(runId: string, key: string): readonly (readonly [number, number])[];
}

/** A workspace folder of its own and the catalogs that are open on it. */
export class Workspace {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'runstone-faults-'));
  readonly #catalogs: Catalog[] = [];
  readonly #cleanups: (() => void)[] = [];

  get store(): string {
    return path.join(this.folder, '.runstone');
  }

  async open(writer = `window-${this.#catalogs.length}`): Promise<OpenCatalog> {
    const complaints: string[] = [];
    const catalog = await Catalog.open({ folder: this.folder, wasmPath, writer, poll: 'auto' }, (notice) => {
      if (notice.notice === 'log' && notice.level !== 'info') complaints.push(notice.message);
    });
    this.#catalogs.push(catalog);
    return {
      catalog,
      complaints,
      read: async () => void (await until(() => catalog.status().state === 'ready', 'all is read', 30_000)),
      runs: () => allRuns(catalog),
      points: (runId, key) => allPoints(catalog, runId, key),
    };
  }

  /** Runs at the end, the last one first, before the folder is removed. */
  atEnd(cleanup: () => void): void {
    this.#cleanups.push(cleanup);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#catalogs.map((catalog) => catalog.close().catch(() => {})));
    for (const cleanup of this.#cleanups.toReversed()) cleanup();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function allRuns(catalog: Catalog): readonly RunSummary[] {
  const question = { filter: { archived: 'with' as const }, sort: [], columns: [], offset: 0, limit: 10_000 };
  return catalog.table(question).rows.map((row) => row.run);
}

function allPoints(catalog: Catalog, runId: string, key: string): readonly (readonly [number, number])[] {
  const request = {
    keys: [key],
    runIds: [runId as RunId],
    x: 'step' as const,
    range: null,
    pixels: 16_384,
    smoothing: 0,
  };
  const { series } = catalog.series(request).value;
  return series.flatMap((one) => Array.from(one.x, (x, i) => [x, one.y[i] as number] as const));
}
