import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../../src/domain/format.ts';
import { controlValue, labelled } from '../components/controls.ts';
import { tell } from '../components/events.ts';
import { icon } from '../components/icon.ts';
import { base, toolButtons } from '../styles/base.ts';

/** How long a person pauses before the words count as typed, in milliseconds. */
const typingMs = 200;

/** The two lines above the table: which runs, how many, and which columns. */
export class Toolbar extends LitElement {
  static override readonly styles = [
    base,
    toolButtons,
    css`
      :host {
        display: block;
        flex: none;
        padding: 8px var(--edge) 6px;
        border-bottom: 1px solid var(--line);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
      }
      .bar + .bar {
        margin-top: 6px;
      }
      vscode-text-field {
        flex: 1 1 300px;
        min-width: 0;
      }
      .count {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        white-space: nowrap;
      }
      .count b {
        font-weight: 600;
      }
      .live::before {
        content: '';
        width: 7px;
        height: 7px;
        margin-left: 3px;
        border-radius: 50%;
        background: var(--vscode-charts-green);
      }
      .clear {
        height: 20px;
        min-width: 20px;
        padding: 0 2px;
      }
      .clear[hidden] {
        visibility: hidden;
        display: inline-flex;
      }
      @media (max-width: 700px) {
        .count.all {
          margin-right: auto;
        }
        vscode-text-field {
          order: 3;
          flex-basis: 100%;
        }
      }
    `,
  ];
  static override readonly properties = {
    text: { attribute: false },
    listed: { attribute: false },
    all: { attribute: false },
    live: { attribute: false },
    ticked: { attribute: false },
    shownColumns: { attribute: false },
    allColumns: { attribute: false },
    archived: { attribute: false },
    picking: { attribute: false },
  };
  declare text: string;
  /** Runs that pass the filter; undefined until it is known. */
  declare listed: number | undefined;
  declare all: number;
  declare live: number;
  declare ticked: number;
  declare shownColumns: number;
  declare allColumns: number;
  declare archived: boolean;
  /** The list of columns is open. */
  declare picking: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.text = '';
    this.listed = undefined;
    this.all = 0;
    this.live = 0;
    this.ticked = 0;
    this.shownColumns = 0;
    this.allColumns = 0;
    this.archived = false;
    this.picking = false;
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  focusFilter(): void {
    this.renderRoot.querySelector<HTMLElement>('vscode-text-field')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div class="bar" role="search">
        <vscode-text-field
          placeholder="Filter by name, param, tag, note or id"
          ${labelled('Filter runs')}
          .value=${this.text}
          @input=${this.#onInput}
          @keydown=${this.#onFilterKey}
        >
          <span slot="start">${icon('filter', 'quiet')}</span>
          <button
            slot="end"
            class="tool clear"
            title="Clear filter"
            aria-label="Clear filter"
            ?hidden=${this.text === ''}
            @click=${this.#clear}
          >
            ${icon('close')}
          </button>
        </vscode-text-field>
        ${this.#count()}
      </div>
      <div class="bar" role="group" aria-label="Table">${this.#tools()}</div>`;
  }

  #count(): TemplateResult | typeof nothing {
    const { listed, all, live } = this;
    if (all === 0) return nothing;
    const isPart = listed !== undefined && listed !== all;
    const words = isPart
      ? html`<b>${formatCount(listed)}</b><span class="quiet">of ${formatCount(all)} ${all === 1 ? 'run' : 'runs'}</span>`
      : html`<b>${formatCount(all)}</b><span class="quiet">${all === 1 ? 'run' : 'runs'}</span>`;
    return html`<span class="count all">${words}</span>
      ${live > 0 ? html`<span class="count live">${formatCount(live)} live</span>` : nothing}`;
  }

  #tools(): TemplateResult {
    return html`${
      this.ticked > 0
        ? html`<span class="quiet">${formatCount(this.ticked)} ticked</span>
            <button class="tool words" @click=${() => tell(this, 'select-all-asked', { selected: false })}>
              ${icon('close')}Untick All
            </button>`
        : nothing
    }
      <span class="grow"></span>
      <button
        class="tool words columns"
        aria-haspopup="dialog"
        aria-expanded=${this.picking}
        @click=${(event: Event) => tell(this, 'columns-picker-asked', { opener: event.currentTarget as HTMLElement })}
      >
        ${icon('table')}Columns
        <span class="quiet">${formatCount(this.shownColumns)} of ${formatCount(this.allColumns)}</span>
      </button>
      <button
        class="tool words archived"
        aria-pressed=${this.archived}
        title="Show archived runs, too"
        @click=${() => tell(this, 'view-asked', { archived: !this.archived })}
      >
        ${icon('archive')}Archived
      </button>
      <button
        class="tool keys"
        title="Keys (?)"
        aria-label="Keys"
        aria-haspopup="dialog"
        @click=${(event: Event) => tell(this, 'keys-asked', { opener: event.currentTarget as HTMLElement })}
      >
        ${icon('keyboard')}
      </button>`;
  }

  readonly #onInput = (event: Event): void => {
    const text = controlValue(event);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => tell(this, 'view-asked', { text }), typingMs);
  };

  readonly #onFilterKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      clearTimeout(this.#timer);
      tell(this, 'view-asked', { text: controlValue(event) });
    } else if (event.key === 'Escape' && this.text !== '') this.#clear();
    else return;
    event.preventDefault();
  };

  readonly #clear = (): void => {
    clearTimeout(this.#timer);
    tell(this, 'view-asked', { text: '' });
    this.focusFilter();
  };
}
