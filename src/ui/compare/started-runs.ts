import type { RunId } from '../../domain/run.ts';
import type { Catalogs, FolderCatalog } from '../catalogs.ts';
import { looksToldApart, type Selection } from '../selection.ts';

/**
 * Ticks runs that start while a compare panel is open: who trains beside it wants to see the curve grow. A full
 * comparison is left as it is, and what a person unticks stays so.
 */
export class StartedRuns {
  readonly #catalog: FolderCatalog;
  readonly #selection: Selection;
  readonly #sinceMs = Date.now();
  readonly #seen = new Set<RunId>();
  readonly #subscription: { dispose(): void };
  #known: number | undefined;

  constructor(
    catalog: FolderCatalog,
    catalogs: Catalogs,
    selection: Selection,
    failed: (error: unknown) => void,
  ) {
    this.#catalog = catalog;
    this.#selection = selection;
    this.#known = catalog.status?.runs;
    this.#subscription = catalogs.onStatus((changed) => {
      if (changed === catalog) this.#look().catch(failed);
    });
  }

  async #look(): Promise<void> {
    const runs = this.#catalog.status?.runs;
    const isMore = runs !== undefined && this.#known !== undefined && runs > this.#known;
    this.#known = runs;
    if (!isMore) return;
    const { rows } = await this.#catalog.call('table', {
      filter: { archived: 'without' },
      sort: [],
      columns: [],
      offset: 0,
      limit: looksToldApart,
    });
    const started = rows.flatMap(({ run }) =>
      run.startedAtMs >= this.#sinceMs && !this.#seen.has(run.runId) ? [run.runId] : [],
    );
    for (const runId of started) this.#seen.add(runId);
    const folder = this.#catalog.folder.uri.toString();
    const room = Math.max(0, looksToldApart - this.#selection.of(folder).length);
    // The rows come newest first; those that started first get the room.
    const ticked = started.toReversed().slice(0, room);
    if (ticked.length > 0) await this.#selection.set(folder, ticked, true);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
