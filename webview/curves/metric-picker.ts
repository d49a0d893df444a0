import { css, html, LitElement, nothing } from 'lit';
import { icon } from '../components/icon.ts';
import { tickBox, tickStyles } from '../components/tick-box.ts';
import { base, toolButtons } from '../styles/base.ts';
import { matchingMetrics } from './matching-metrics.ts';

/** Options in the list at most: a thousand are narrowed by typing. */
const mostOptions = 200;

/** The button "+ Metric" and its searchable list. Fires `picked` with the key to add or take away. */
export class MetricPicker extends LitElement {
  static override styles = [
    base,
    toolButtons,
    tickStyles,
    css`
      :host {
        display: inline-flex;
        flex: none;
      }
      .box {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 6px;
        width: 280px;
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border));
        border-radius: 5px;
        background: var(--vscode-quickInput-background);
        color: var(--vscode-quickInput-foreground);
        box-shadow: var(--float-shadow);
      }
      input {
        width: 100%;
        height: 26px;
        padding: 0 8px;
        border: 1px solid var(--vscode-input-border, transparent);
        border-radius: 2px;
        background: var(--vscode-input-background);
        color: var(--vscode-input-foreground);
        font: inherit;
      }
      input::placeholder {
        color: var(--vscode-input-placeholderForeground);
      }
      .options {
        max-height: 244px;
        margin: 6px 0 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      .option {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 22px;
        padding: 0 6px;
        border-radius: 3px;
        cursor: pointer;
      }
      .option:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .option.active {
        background: var(--vscode-quickInputList-focusBackground);
        color: var(--vscode-quickInputList-focusForeground);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      .note {
        padding: 4px 6px 0;
        font-size: 12px;
      }
    `,
  ];
  static override properties = {
    metrics: { attribute: false },
    chosen: { attribute: false },
    isOpen: { state: true },
    text: { state: true },
    active: { state: true },
  };
  /** All metric keys there are. */
  declare metrics: readonly string[];
  declare chosen: readonly string[];
  declare isOpen: boolean;
  declare text: string;
  declare active: number;

  constructor() {
    super();
    this.metrics = [];
    this.chosen = [];
    this.isOpen = false;
    this.text = '';
    this.active = 0;
  }

  override render() {
    return html`<button
        class="tool words"
        aria-haspopup="listbox"
        aria-expanded=${this.isOpen}
        ?disabled=${this.metrics.length === 0}
        @click=${() => (this.isOpen ? this.#close(true) : this.#open())}
      >
        ${icon('add')}Metric
      </button>
      <div class="box" popover="manual" @focusout=${this.#onFocusOut}>${this.isOpen ? this.#list() : nothing}</div>`;
  }

  #list() {
    const found = matchingMetrics(this.metrics, this.text);
    const shown = found.slice(0, mostOptions);
    const more = found.length - shown.length;
    return html`<input
        type="text"
        role="combobox"
        spellcheck="false"
        aria-label="Metrics to draw"
        aria-expanded="true"
        aria-controls="options"
        aria-autocomplete="list"
        aria-activedescendant=${shown.length > 0 ? `option-${this.active}` : nothing}
        placeholder="Type to find a metric"
        .value=${this.text}
        @input=${(event: Event) => this.#search((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, shown)}
      />
      <ul class="options scroll" id="options" role="listbox" aria-label="Metrics" aria-multiselectable="true">
        ${shown.map((key, i) => this.#option(key, i))}
      </ul>
      ${found.length === 0 ? html`<div class="note quiet">No metric has this in its name.</div>` : nothing}
      ${more > 0 ? html`<div class="note quiet">${more} more: type to narrow.</div>` : nothing}`;
  }

  #option(key: string, index: number) {
    const isChosen = this.chosen.includes(key);
    return html`<li
      id=${`option-${index}`}
      class="option ${index === this.active ? 'active' : ''}"
      role="option"
      title=${key}
      aria-selected=${isChosen}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => {
        this.active = index;
        this.#pick(key);
      }}
    >
      ${tickBox(isChosen ? 'on' : 'off')}<span class="clip">${key}</span>
    </li>`;
  }

  async #open(): Promise<void> {
    this.text = '';
    this.active = 0;
    this.isOpen = true;
    await this.updateComplete;
    const box = this.renderRoot.querySelector<HTMLElement>('.box');
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    if (!box || !button) return;
    box.showPopover();
    const height = box.getBoundingClientRect().height;
    const below = button.bottom + 4;
    box.style.left = `${Math.max(4, Math.min(button.left, innerWidth - 288))}px`;
    box.style.top = `${below + height <= innerHeight - 4 ? below : Math.max(4, button.top - 4 - height)}px`;
    this.renderRoot.querySelector('input')?.focus();
  }

  #close(returnFocus: boolean): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.renderRoot.querySelector<HTMLElement>('.box')?.hidePopover();
    if (returnFocus) this.renderRoot.querySelector('button')?.focus();
  }

  #onFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget;
    if (next instanceof Node && this.renderRoot.contains(next)) return;
    this.#close(false);
  }

  #search(text: string): void {
    this.text = text;
    this.active = 0;
  }

  #pick(key: string): void {
    this.dispatchEvent(new CustomEvent('picked', { detail: key }));
  }

  #onKey(event: KeyboardEvent, shown: readonly string[]): void {
    const active = shown[this.active];
    const last = shown.length - 1;
    if (event.key === 'ArrowDown') this.#activate(this.active >= last ? 0 : this.active + 1);
    else if (event.key === 'ArrowUp') this.#activate(this.active <= 0 ? Math.max(0, last) : this.active - 1);
    else if (event.key === 'Enter' && active !== undefined) this.#pick(active);
    else if (event.key === 'Escape') this.#close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #activate(index: number): Promise<void> {
    this.active = index;
    await this.updateComplete;
    this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }
}
