import type { Handlers } from '../../src/base/rpc.ts';
import { Transferring } from '../../src/base/rpc.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { CatalogStatus } from '../../src/protocol/catalog.ts';
import {
  type CompareContract,
  type HostNotice,
  packCompareResult,
  type SelectedRun,
} from '../../src/protocol/compare.ts';

/** One question of the page, as it came. */
export interface Asked {
  readonly method: keyof CompareContract;
  readonly params: unknown;
}

/** What the extension host does for a compare panel, over a catalog in this process. */
export class CompareHost {
  readonly asked: Asked[] = [];
  readonly #catalog: Catalog;
  readonly #folder: string;
  readonly #status: Partial<CatalogStatus>;
  readonly #tell: (notice: HostNotice) => void;
  #selection: readonly SelectedRun[] = [];

  constructor(
    catalog: Catalog,
    folder: string,
    status: Partial<CatalogStatus>,
    tell: (notice: HostNotice) => void,
  ) {
    this.#catalog = catalog;
    this.#folder = folder;
    this.#status = status;
    this.#tell = tell;
  }

  get selection(): readonly SelectedRun[] {
    return this.#selection;
  }

  status(): CatalogStatus {
    return { ...this.#catalog.status(), ...this.#status };
  }

  select(runIds: readonly SelectedRun['runId'][], selected: boolean): void {
    const others = this.#selection.filter((run) => !runIds.includes(run.runId));
    if (!selected) this.#selection = others;
    else
      for (const runId of runIds) {
        if (this.#selection.some((run) => run.runId === runId)) continue;
        let look = 0;
        while (this.#selection.some((run) => run.look === look)) look++;
        this.#selection = [...this.#selection, { runId, look }];
      }
    this.#tell({ notice: 'selection', selection: [...this.#selection] });
  }

  readonly handlers: Handlers<CompareContract> = {
    ready: () =>
      this.#answer('ready', {}, () => ({
        folder: `file://${this.#folder}`,
        folderName: 'digits',
        status: this.status(),
        selection: this.#selection,
      })),
    table: (question) => this.#answer('table', question, () => this.#catalog.table(question)),
    columns: (question) => this.#answer('columns', question, () => this.#catalog.columns(question)),
    series: (request) =>
      this.#answer('series', request, () => {
        const reply = this.#catalog.series(request);
        return reply instanceof Transferring ? reply.value : reply;
      }),
    select: (request) =>
      this.#answer('select', request, () => {
        this.select(request.runIds, request.selected);
        return { selection: this.#selection };
      }),
    setDirection: (request) =>
      this.#answer('setDirection', request, async () => {
        await this.#catalog.record({ facts: [{ type: 'metric.direction', ...request }] });
        return {};
      }),
    command: (request) => this.#answer('command', request, () => ({})),
    copy: (request) => this.#answer('copy', request, () => ({})),
  };

  async #answer<M extends keyof CompareContract>(
    method: M,
    params: CompareContract[M]['params'],
    read: () => CompareContract[M]['result'] | Promise<CompareContract[M]['result']>,
  ): Promise<CompareContract[M]['result']> {
    this.asked.push({ method, params });
    return packCompareResult(method, await read()) as CompareContract[M]['result'];
  }
}
