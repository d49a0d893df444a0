import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatCount, formatPlural } from '../../src/domain/format.ts';
import { controlValue, labelled } from '../components/controls.ts';
import { cssProps } from '../components/css-props.ts';
import { dialogStyles } from '../components/dialog-styles.ts';
import { tell } from '../components/events.ts';
import { PressElsewhere } from '../components/press-elsewhere.ts';
import { tickBox, tickStyles } from '../components/tick-box.ts';
import { VirtualRows } from '../components/virtual-rows.ts';
import { base, toolButtons } from '../styles/base.ts';
import { type ColumnIndex, groupTitles, inGroupOrder, moveColumn } from '../table/columns.ts';
import { type PickerEntry, pickerEntries } from './picker-entries.ts';
import { pickerStyles } from './picker-styles.ts';

const pickerWidth = 420;

/** The list of all columns, floating under its button: searched, ticked, put in order. */
export class ColumnsPicker extends LitElement {
  static override readonly styles = [base, toolButtons, tickStyles, dialogStyles, pickerStyles];
  static override readonly properties = {
    columns: { attribute: false },
    shown: { attribute: false },
    runs: { attribute: false },
    opener: { state: true },
    search: { state: true },
    active: { state: true },
  };
  declare columns: ColumnIndex;
  /** Names of the shown columns in their order. */
  declare shown: readonly string[];
  declare runs: number;
  /** undefined while closed. */
  declare opener: HTMLElement | null | undefined;
  declare search: string;
  /** Name of the column that keys act on. */
  declare active: string | undefined;
  /** The order of the shown columns when it was opened: an entry stays in place while it is ticked on and off. */
  #order: readonly string[] = [];
  #entries: readonly PickerEntry[] = [];
  readonly #rows = new VirtualRows(
    this,
    () => this.renderRoot?.querySelector<HTMLElement>('.list') ?? null,
    22,
  );

  constructor() {
    super();
    this.columns = new Map();
    this.shown = [];
    this.runs = 0;
    this.opener = undefined;
    this.search = '';
    this.active = undefined;
    new PressElsewhere(this, () => {
      this.opener = undefined;
    });
  }

  get isOpen(): boolean {
    return this.opener !== undefined;
  }

  async open(opener: HTMLElement | null): Promise<void> {
    this.#order = this.shown;
    this.search = '';
    this.active = undefined;
    this.opener = opener;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('vscode-text-field')?.focus();
  }

  close(): void {
    const { opener } = this;
    this.opener = undefined;
    opener?.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('opener')) this.dispatchEvent(new Event('picker-toggled'));
    this.#entries = this.isOpen ? pickerEntries(this.columns, this.#order, this.search, this.runs) : [];
    this.#rows.count = this.#entries.length;
    const names = this.#names();
    if (this.active === undefined || !names.includes(this.active)) this.active = names[0];
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    return html`<div
      class="float"
      role="dialog"
      aria-label="Columns"
      ${cssProps(this.#place())}
      @keydown=${this.#onKeyDown}
    >
      <div class="top">
        <vscode-text-field
          placeholder="Search columns"
          ${labelled('Search columns')}
          .value=${this.search}
          @input=${(event: Event) => {
            this.search = controlValue(event);
          }}
          ><span slot="end" class="found">${this.#found()}</span></vscode-text-field
        >
      </div>
      ${this.#list()}
      <footer>
        <span class="quiet">${formatCount(this.shown.length)} shown</span>
        <button class="tool words" @click=${() => tell(this, 'columns-asked', null)}>Default Columns</button>
        <span class="grow"></span>
        <span class="hints" aria-hidden="true"
          ><kbd class="kbd">Space</kbd> show <kbd class="kbd">Alt+↑</kbd> move</span
        >
      </footer>
    </div>`;
  }

  #list(): TemplateResult {
    const activeAt = this.#entries.findIndex(
      (entry) => entry.kind === 'column' && entry.name === this.active,
    );
    if (this.#entries.length === 0)
      return html`<div class="none quiet" role="status">No column has “${this.search}” in its name.</div>`;
    return html`<div
      class="list scroll"
      role="listbox"
      tabindex="0"
      aria-label="Columns"
      aria-multiselectable="true"
      aria-activedescendant=${this.#rows.items.some(({ index }) => index === activeAt) ? `entry-${activeAt}` : nothing}
      @click=${this.#onClick}
    >
      <div class="rows" role="presentation" ${cssProps({ height: `${this.#rows.height}px` })}>
        ${this.#rows.items.map(({ index, start }) => this.#entry(index, start, index === activeAt))}
      </div>
    </div>`;
  }

  #entry(index: number, start: number, isActive: boolean): TemplateResult | typeof nothing {
    const entry = this.#entries[index];
    if (!entry) return nothing;
    const place = cssProps({ top: `${start}px` });
    if (entry.kind === 'heading')
      return html`<div class="heading" role="presentation" ${place}>
        <span>${entry.title}</span><span class="grow"></span><span>${formatCount(entry.count)}</span>
      </div>`;
    const isShown = this.shown.includes(entry.name);
    return html`<div
      id=${`entry-${index}`}
      class="entry ${isActive ? 'active' : ''}"
      role="option"
      aria-selected=${isShown}
      data-name=${entry.name}
      ${place}
    >
      ${tickBox(isShown ? 'on' : 'off')}
      <span class="clip key" title=${entry.info.key}>${marked(entry.info.key, this.search)}</span>
      <span class="unseen">, ${groupTitles[entry.info.group]}</span>
      <span class="grow"></span>
      <span class="detail">${entry.detail}</span>
    </div>`;
  }

  #found(): string {
    const found = this.#names().length;
    return found === this.columns.size
      ? formatCount(found)
      : `${formatCount(found)} of ${formatCount(this.columns.size)}`;
  }

  #names(): string[] {
    return this.#entries.flatMap((entry) => (entry.kind === 'column' ? [entry.name] : []));
  }

  /** Under its button and inside the window. */
  #place(): Record<string, string> {
    const box = this.opener?.getBoundingClientRect();
    const width = Math.min(pickerWidth, window.innerWidth - 16);
    const top = Math.min((box?.bottom ?? 60) + 4, window.innerHeight - 240);
    const left = Math.max(
      8,
      Math.min((box?.right ?? window.innerWidth) - width, window.innerWidth - width - 8),
    );
    const height = Math.min(460, window.innerHeight - top - 12);
    return { left: `${left}px`, top: `${Math.max(8, top)}px`, width: `${width}px`, height: `${height}px` };
  }

  #toggle(name: string): void {
    const isShown = this.shown.includes(name);
    const next = isShown
      ? this.shown.filter((other) => other !== name)
      : inGroupOrder([...this.shown, name], this.columns);
    tell(this, 'columns-asked', next);
    tell(this, 'announced', `${this.columns.get(name)?.key ?? name} ${isShown ? 'hidden' : 'shown'}`);
  }

  #move(by: -1 | 1): void {
    if (this.active === undefined) return;
    const next = moveColumn(this.shown, this.active, by, this.columns);
    if (next === this.shown) return;
    this.#order = next;
    tell(this, 'columns-asked', next);
    tell(this, 'announced', `${formatPlural(next.indexOf(this.active) + 1, 'place')} from the left`);
    void this.updateComplete.then(() => this.#activate(this.active));
  }

  #activate(name: string | undefined): void {
    if (name === undefined) return;
    this.active = name;
    this.#rows.reveal(this.#entries.findIndex((entry) => entry.kind === 'column' && entry.name === name));
  }

  readonly #onClick = (event: Event): void => {
    const [target] = event.composedPath();
    const name =
      target instanceof Element ? target.closest<HTMLElement>('.entry')?.dataset['name'] : undefined;
    if (name === undefined) return;
    this.active = name;
    this.#toggle(name);
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      this.close();
      event.stopPropagation();
      return;
    }
    const isInList = this.renderRoot.querySelector('.list:focus') !== null;
    const isInSearch = this.renderRoot.querySelector('vscode-text-field:focus-within') !== null;
    if (isInSearch && (event.key === 'ArrowDown' || event.key === 'Enter')) {
      this.renderRoot.querySelector<HTMLElement>('.list')?.focus();
      this.#activate(this.active);
    } else if (!isInList || !this.#listKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #listKey({ key, altKey }: KeyboardEvent): boolean {
    const names = this.#names();
    const at = names.indexOf(this.active ?? '');
    const to = (index: number) => this.#activate(names[Math.max(0, Math.min(names.length - 1, index))]);
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) this.#move(key === 'ArrowUp' ? -1 : 1);
    else if (key === 'ArrowUp' && at <= 0)
      this.renderRoot.querySelector<HTMLElement>('vscode-text-field')?.focus();
    else if (key === 'ArrowUp') to(at - 1);
    else if (key === 'ArrowDown') to(at + 1);
    else if (key === 'PageUp') to(at - 10);
    else if (key === 'PageDown') to(at + 10);
    else if (key === 'Home') to(0);
    else if (key === 'End') to(names.length - 1);
    else if ((key === ' ' || key === 'Enter') && this.active !== undefined) this.#toggle(this.active);
    else return false;
    return true;
  }
}

/** The first place where what was searched for stands, made visible. */
function marked(key: string, search: string): TemplateResult | string {
  const [word = ''] = search.trim().toLowerCase().split(/\s+/);
  const at = word ? key.toLowerCase().indexOf(word) : -1;
  if (at < 0) return key;
  const end = at + word.length;
  return html`${key.slice(0, at)}<mark>${key.slice(at, end)}</mark>${key.slice(end)}`;
}
