import { type Disposable, DisposableStore, toDisposable } from '../../src/base/disposable.ts';
import { columnName } from '../../src/domain/column.ts';
import { formatPlural } from '../../src/domain/format.ts';
import type { SortKey } from '../../src/protocol/catalog.ts';
import type { PageEventOf, PageEvents } from '../components/events.ts';
import { inGroupOrder } from '../table/columns.ts';
import type { ComparePage } from './page.ts';
import type { CompareSession, Reveal } from './session.ts';
import { mostTicked } from './ticked-runs.ts';

type Actions = { readonly [K in keyof PageEvents]: (detail: PageEvents[K]) => void | Promise<void> };

/** What the page does when one of its elements tells that something is wanted. */
export class PageActions implements Disposable {
  readonly #page: ComparePage;
  readonly #session: CompareSession;
  readonly #store = new DisposableStore();

  constructor(page: ComparePage, session: CompareSession) {
    this.#page = page;
    this.#session = session;
    for (const type of Object.keys(this.#actions) as (keyof PageEvents)[]) this.#listen(type);
    const onKey = (event: KeyboardEvent) => this.#onKey(event);
    page.addEventListener('keydown', onKey);
    this.#store.add(toDisposable(() => page.removeEventListener('keydown', onKey)));
    this.#store.add(session.onChanged(() => page.requestUpdate()));
    this.#store.add(session.onReveal((reveal) => void this.#reveal(reveal)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #listen<K extends keyof PageEvents>(type: K): void {
    const listener = (event: Event) => void this.#act(type, (event as PageEventOf<K>).detail);
    this.#page.addEventListener(type, listener);
    this.#store.add(toDisposable(() => this.#page.removeEventListener(type, listener)));
  }

  async #act<K extends keyof PageEvents>(type: K, detail: PageEvents[K]): Promise<void> {
    try {
      await this.#actions[type](detail);
    } catch (error) {
      this.#session.fail(error, 'That could not be done.');
    }
  }

  readonly #actions: Actions = {
    'view-asked': (change) => {
      this.#session.arrange(change);
      if (change.text !== undefined) void this.#sayHits();
    },
    'sort-asked': (sort) => {
      this.#session.arrange({ sort: [...sort] });
      this.#page.announce(sortWords(sort));
    },
    'columns-asked': (columns) => this.#session.arrange({ columns: columns ? [...columns] : null }),
    'width-asked': ({ name, width }) => {
      const { [name]: _, ...others } = this.#session.view.widths;
      this.#session.arrange({ widths: width === null ? others : { ...others, [name]: width } });
    },
    'direction-asked': async (direction) => {
      await this.#session.host.ask('setDirection', direction);
      this.#session.refresh();
    },
    'selection-asked': async ({ runIds, selected }) => {
      await this.#session.select(runIds, selected);
      this.#sayTicked();
    },
    'select-all-asked': ({ selected }) => this.#selectAll(selected),
    'command-asked': async (command) => {
      await this.#session.host.ask('command', command);
    },
    'copy-asked': async ({ text, what }) => {
      if (text === '') return;
      await this.#session.host.ask('copy', { text });
      this.#page.announce(`Copied ${what}`);
    },
    'copy-row-asked': async ({ runId, name }) => {
      await this.#session.host.ask('copy', { text: await this.#session.rowText(runId) });
      this.#page.announce(`Copied the row of ${name}`);
    },
    'menu-asked': (request) => this.#page.menu?.open(request),
    'columns-picker-asked': ({ opener }) => this.#openPicker(opener),
    'keys-asked': ({ opener }) => this.#page.keys?.open(opener),
    announced: (words) => this.#page.announce(words),
    'split-asked': (split) => this.#session.arrange({ split }),
    'retry-asked': () => this.#session.retry(),
  };

  async #selectAll(selected: boolean): Promise<void> {
    const { ticked, source } = this.#session;
    const runIds = selected
      ? await this.#session.leadingRunIds()
      : ticked.selection.map(({ runId }) => runId);
    if (runIds.length > 0) await this.#session.select(runIds, selected);
    const { total = 0 } = source;
    if (selected && total > mostTicked)
      this.#page.announce(`The first ${mostTicked} of ${formatPlural(total, 'run')} are ticked`);
    else this.#sayTicked();
  }

  async #openPicker(opener: HTMLElement | null): Promise<void> {
    const { picker } = this.#page;
    if (!picker) return;
    if (picker.isOpen) picker.close();
    else await picker.open(opener ?? this.#page.columnsButton);
  }

  /** Brings a run and columns into sight, as the tree or the palette asked. */
  async #reveal({ runId, columns }: Reveal): Promise<void> {
    const session = this.#session;
    const names = (columns ?? []).map(columnName).filter((name) => session.columns?.has(name));
    const missing = names.filter((name) => !session.shownColumns().includes(name));
    if (missing.length > 0 && session.columns)
      session.arrange({ columns: inGroupOrder([...session.shownColumns(), ...missing], session.columns) });
    const row = runId === null ? undefined : await session.locate(runId);
    await this.#page.updateComplete;
    const column = names[0] === undefined ? 0 : session.shownColumns().indexOf(names[0]) + 1;
    if (row !== undefined) this.#page.table?.focusCell({ row, column });
    else if (column > 0) this.#page.table?.focusCell({ row: -1, column });
  }

  async #sayHits(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 300));
    this.#page.announce(this.#page.runsWords());
  }

  #sayTicked(): void {
    this.#page.announce(`${formatPlural(this.#session.ticked.selection.length, 'run')} ticked`);
  }

  /** Keys that mean the same everywhere on the page, unless a field is being typed into. */
  #onKey(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (event.defaultPrevented || target instanceof HTMLInputElement) return;
    if (event.key !== '?') return;
    event.preventDefault();
    void this.#page.keys?.open(target instanceof HTMLElement ? target : null);
  }
}

function sortWords(sort: readonly SortKey[]): string {
  if (sort.length === 0) return 'Not sorted: newest first';
  const words = sort.map(
    ({ column, descending }) => `${column.key} ${descending ? 'descending' : 'ascending'}`,
  );
  return `Sorted by ${words.join(', then ')}`;
}
