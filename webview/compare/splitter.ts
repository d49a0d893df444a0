import { css, html, LitElement, type TemplateResult } from 'lit';
import { tell } from '../components/events.ts';
import { base } from '../styles/base.ts';

export const defaultSplit = 0.45;
const least = 0.15;
const most = 0.85;
const keyStep = 0.02;

/** The line between table and charts: dragged, moved by arrow keys, put back by a double click. */
export class Splitter extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: block;
        flex: none;
        height: 7px;
      }
      .sash {
        position: relative;
        z-index: 4;
        display: flex;
        align-items: center;
        justify-content: center;
        height: 7px;
        border-top: 1px solid var(--line);
        cursor: row-resize;
        touch-action: none;
      }
      .sash::after {
        content: '';
        width: 28px;
        height: 3px;
        border-radius: 2px;
        background: color-mix(in srgb, var(--vscode-foreground) 35%, transparent);
      }
      .sash:hover,
      .sash:focus-visible,
      .sash.held {
        border-top-color: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
      }
    `,
  ];
  static override readonly properties = { split: { attribute: false } };
  /** Share of the height above the line. */
  declare split: number;

  constructor() {
    super();
    this.split = defaultSplit;
  }

  protected override render(): TemplateResult {
    return html`<div
      class="sash"
      role="separator"
      tabindex="0"
      aria-orientation="horizontal"
      aria-label="Height of the table"
      aria-valuemin=${least * 100}
      aria-valuemax=${most * 100}
      aria-valuenow=${Math.round(this.split * 100)}
      @pointerdown=${this.#onPointerDown}
      @dblclick=${() => this.#ask(defaultSplit)}
      @keydown=${this.#onKeyDown}
    ></div>`;
  }

  #ask(split: number): void {
    tell(this, 'split-asked', Math.min(most, Math.max(least, split)));
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const to: Record<string, number> = {
      ArrowUp: this.split - keyStep,
      ArrowDown: this.split + keyStep,
      PageUp: this.split - 5 * keyStep,
      PageDown: this.split + 5 * keyStep,
      Home: least,
      End: most,
      Enter: defaultSplit,
    };
    const split = to[event.key];
    if (split === undefined) return;
    event.preventDefault();
    this.#ask(split);
  };

  readonly #onPointerDown = (press: PointerEvent): void => {
    const sash = press.currentTarget as HTMLElement;
    const panes = this.parentElement;
    if (!panes || press.button !== 0) return;
    press.preventDefault();
    sash.setPointerCapture(press.pointerId);
    sash.classList.add('held');
    const { top, height } = panes.getBoundingClientRect();
    const released = new AbortController();
    const { signal } = released;
    sash.addEventListener('pointermove', (move) => this.#ask((move.clientY - top) / height), { signal });
    sash.addEventListener(
      'lostpointercapture',
      () => {
        sash.classList.remove('held');
        released.abort();
      },
      { signal },
    );
  };
}
