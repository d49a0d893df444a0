import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { dialogStyles } from '../components/dialog-styles.ts';
import { icon } from '../components/icon.ts';
import { PressElsewhere } from '../components/press-elsewhere.ts';
import { base, toolButtons } from '../styles/base.ts';

type KeyLine = readonly [keys: readonly string[], meaning: string];

const tableKeys: readonly KeyLine[] = [
  [['Arrows', 'Home', 'End', 'Page Up', 'Page Down'], 'Move; with Ctrl to the edge of the table'],
  [['Space'], 'Tick or untick the run; on the header Run all that are listed'],
  [['Enter'], 'Reveal the run in the sidebar'],
  [['F2'], 'Rename the run'],
  [['Ctrl+C'], 'Copy the exact value'],
  [['Shift+F10'], 'Menu of the run or column'],
];
const headerKeys: readonly KeyLine[] = [
  [['Enter'], 'Sort by the column'],
  [['Shift+Enter'], 'Sort by it, too'],
  [['Alt+Left', 'Alt+Right'], 'Narrower, wider'],
];
const chartKeys: readonly KeyLine[] = [
  [['Left', 'Right', 'Home', 'End'], 'Read the points'],
  [['Page Up', 'Page Down'], 'Leap a tenth of the chart'],
  [['+', '-', '0'], 'Zoom in, out, and back to everything'],
  [['Shift+Left', 'Shift+Right'], 'Move what is zoomed into'],
];
const pageKeys: readonly KeyLine[] = [
  [['Up', 'Down'], 'On the line between table and curves: move it'],
  [['Escape'], 'Close a menu or list, clear the filter'],
  [['?'], 'This list'],
];

/** The list of keys, over the page. */
export class KeysDialog extends LitElement {
  static override readonly styles = [
    base,
    toolButtons,
    dialogStyles,
    css`
      .float {
        left: 50%;
        top: 50%;
        width: 480px;
        transform: translate(-50%, -50%);
      }
      header {
        display: flex;
        align-items: center;
        height: 35px;
        padding: 0 8px 0 12px;
        border-bottom: 1px solid var(--card-line);
      }
      h2 {
        flex: 1;
        margin: 0;
        font-size: 13px;
        font-weight: 600;
      }
      .body {
        overflow: auto;
        padding: 4px 12px 12px;
      }
      h3 {
        margin: 8px 0 4px;
        color: var(--quiet);
        font-size: 11px;
        font-weight: 400;
      }
      dl {
        display: grid;
        grid-template-columns: 184px 1fr;
        align-items: start;
        gap: 4px 16px;
        margin: 0;
      }
      dt,
      dd {
        margin: 0;
      }
      dt {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
    `,
  ];
  static override readonly properties = { opener: { state: true } };
  declare opener: HTMLElement | null | undefined;

  constructor() {
    super();
    this.opener = undefined;
    new PressElsewhere(this, () => {
      this.opener = undefined;
    });
  }

  async open(opener: HTMLElement | null): Promise<void> {
    this.opener = opener;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  }

  close(): void {
    const { opener } = this;
    this.opener = undefined;
    opener?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.opener === undefined) return nothing;
    return html`<div class="float" role="dialog" aria-modal="true" aria-labelledby="title" @keydown=${this.#onKeyDown}>
      <header>
        <h2 id="title">Keys</h2>
        <button class="tool" aria-label="Close" title="Close (Escape)" @click=${() => this.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="body scroll" tabindex="0" role="group" aria-label="List of keys">
        ${section('In the table', tableKeys)} ${section('On a column header', headerKeys)}
        ${section('On a chart', chartKeys)} ${section('Elsewhere', pageKeys)}
      </div>
    </div>`;
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Tab') this.#keepFocusInside(event);
    else return;
    event.stopPropagation();
  };

  #keepFocusInside(event: KeyboardEvent): void {
    event.preventDefault();
    const stops = [...this.renderRoot.querySelectorAll<HTMLElement>('button, [tabindex="0"]')];
    const at = stops.findIndex((stop) => stop.matches(':focus'));
    stops[(at + 1) % stops.length]?.focus();
  }
}

function section(title: string, lines: readonly KeyLine[]): TemplateResult {
  return html`<h3>${title}</h3>
    <dl>
      ${lines.map(
        ([keys, meaning]) =>
          html`<dt>${keys.map((key) => html`<kbd class="kbd">${key}</kbd>`)}</dt>
            <dd>${meaning}</dd>`,
      )}
    </dl>`;
}
