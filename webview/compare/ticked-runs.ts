import type { RunId } from '../../src/domain/run.ts';
import type { RunSummary, TablePage } from '../../src/protocol/catalog.ts';
import type { SelectedRun } from '../../src/protocol/compare.ts';
import type { CurveRun } from '../curves/curve-run.ts';
import type { TableQuestion } from '../table/row-source.ts';
import { Latest } from './latest.ts';

/** More lines than this are not told apart in a chart, and are many questions at once. */
export const mostTicked = 100;

/**
 * The ticked runs with name and status. They may be anywhere in the table or filtered out of it, so they are
 * asked for by id.
 */
export class TickedRuns {
  readonly #fetch: (question: TableQuestion, signal: AbortSignal) => Promise<TablePage>;
  readonly #changed: () => void;
  readonly #latest: Latest;
  #known = new Map<RunId, RunSummary>();
  #selection: readonly SelectedRun[] = [];
  #runs: readonly CurveRun[] = [];
  #looks: ReadonlyMap<RunId, number> = new Map();

  constructor(
    fetch: (question: TableQuestion, signal: AbortSignal) => Promise<TablePage>,
    changed: () => void,
    failed: (error: unknown) => void,
  ) {
    this.#fetch = fetch;
    this.#changed = changed;
    this.#latest = new Latest(failed);
  }

  /** In the order of ticking; runs that are gone are left out. */
  get runs(): readonly CurveRun[] {
    return this.#runs;
  }

  get looks(): ReadonlyMap<RunId, number> {
    return this.#looks;
  }

  get selection(): readonly SelectedRun[] {
    return this.#selection;
  }

  includesAny(runIds: readonly RunId[] | null): boolean {
    return runIds === null ? this.#looks.size > 0 : runIds.some((runId) => this.#looks.has(runId));
  }

  select(selection: readonly SelectedRun[]): void {
    this.#selection = selection;
    this.#looks = new Map(selection.map((run) => [run.runId, run.look]));
    this.#compose();
    this.refresh();
  }

  /** Asks again for names and states. */
  refresh(): void {
    const runIds = this.#selection.slice(0, mostTicked).map((run) => run.runId);
    if (runIds.length === 0) return;
    this.#latest.ask(async (signal) => {
      const filter = { runIds, archived: 'with' } as const;
      const page = await this.#fetch(
        { filter, sort: [], columns: [], offset: 0, limit: runIds.length },
        signal,
      );
      this.#known = new Map(page.rows.map(({ run }) => [run.runId, run]));
      this.#compose();
      this.#changed();
    });
  }

  dispose(): void {
    this.#latest.dispose();
  }

  #compose(): void {
    const next = this.#selection.flatMap(({ runId, look }): CurveRun[] => {
      const run = this.#known.get(runId);
      return run ? [{ runId, look, name: run.name, status: run.status }] : [];
    });
    // The same array for the same runs: charts compare it by identity.
    if (JSON.stringify(next) !== JSON.stringify(this.#runs)) this.#runs = next;
  }
}
