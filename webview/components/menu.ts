import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { base } from '../styles/base.ts';
import { cssProps } from './css-props.ts';
import type { MenuItem, MenuRequest } from './events.ts';
import { icon } from './icon.ts';
import { PressElsewhere } from './press-elsewhere.ts';

/** A floating menu. It takes the focus, and gives it back to its opener when it closes. */
export class Menu extends LitElement {
  static override readonly styles = [
    base,
    css`
      .menu {
        position: fixed;
        z-index: 20;
        min-width: 180px;
        max-width: min(360px, calc(100vw - 8px));
        max-height: calc(100vh - 8px);
        overflow: auto;
        padding: 4px;
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-menu-border, var(--card-line)));
        border-radius: 5px;
        background: var(--vscode-menu-background, var(--vscode-editorWidget-background));
        color: var(--vscode-menu-foreground, var(--fg));
        box-shadow: var(--float-shadow);
      }
      .item {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 24px;
        padding: 0 8px 0 4px;
        border-radius: 3px;
        white-space: nowrap;
        cursor: pointer;
      }
      .item:focus {
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
        background: var(--vscode-menu-selectionBackground, var(--vscode-list-activeSelectionBackground));
        color: var(--vscode-menu-selectionForeground, var(--vscode-list-activeSelectionForeground));
      }
      .item[aria-disabled='true'] {
        color: var(--vscode-disabledForeground);
        cursor: default;
      }
      .mark {
        width: 16px;
        height: 16px;
      }
      .keys {
        margin-left: auto;
        padding-left: 24px;
        font-size: 12px;
      }
      .line {
        height: 1px;
        margin: 4px 0;
        background: var(--vscode-menu-separatorBackground, var(--card-line));
      }
    `,
  ];
  static override readonly properties = { request: { state: true } };
  declare request: MenuRequest | null;

  constructor() {
    super();
    this.request = null;
    new PressElsewhere(this, () => {
      this.request = null;
    });
  }

  get isOpen(): boolean {
    return this.request !== null;
  }

  async open(request: MenuRequest): Promise<void> {
    this.request = request;
    await this.updateComplete;
    this.#keepInWindow();
    this.#items()[0]?.focus();
  }

  close(): void {
    const opener = this.request?.opener;
    this.request = null;
    opener?.focus({ preventScroll: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('blur', this.#onWindowBlur);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('blur', this.#onWindowBlur);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { request } = this;
    if (!request) return nothing;
    return html`<div
      class="menu scroll"
      role="menu"
      aria-label=${request.label}
      ${cssProps({ left: `${request.x}px`, top: `${request.y}px` })}
      @keydown=${this.#onKeyDown}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      ${request.items.map((item) => this.#item(item))}
    </div>`;
  }

  #item(item: MenuItem): TemplateResult {
    return html`${item.starts ? html`<div class="line" role="separator"></div>` : nothing}
      <div
        class="item"
        role=${item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
        aria-checked=${item.checked ?? nothing}
        aria-disabled=${item.disabled ? 'true' : nothing}
        aria-keyshortcuts=${item.keys?.replace('Ctrl', 'Control') ?? nothing}
        tabindex="-1"
        @click=${() => this.#choose(item)}
        @pointermove=${(event: PointerEvent) => (event.currentTarget as HTMLElement).focus()}
      >
        <span class="mark">${item.checked ? icon('check') : nothing}</span>
        <span>${item.label}</span>
        ${item.keys ? html`<span class="keys">${item.keys}</span>` : nothing}
      </div>`;
  }

  #choose(item: MenuItem): void {
    if (item.disabled) return;
    this.close();
    item.run();
  }

  #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  /** Opened near an edge it moves inwards, so that nothing of it is cut off. */
  #keepInWindow(): void {
    const menu = this.renderRoot.querySelector<HTMLElement>('.menu');
    if (!menu) return;
    const { width, height, left, top } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(4, Math.min(left, window.innerWidth - width - 4))}px`;
    menu.style.top = `${Math.max(4, Math.min(top, window.innerHeight - height - 4))}px`;
  }

  readonly #onWindowBlur = (): void => {
    this.request = null;
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(':focus'));
    const to = (index: number) => items[(index + items.length) % items.length]?.focus();
    const { key } = event;
    if (key === 'ArrowDown') to(at + 1);
    else if (key === 'ArrowUp') to(at < 0 ? -1 : at - 1);
    else if (key === 'Home') to(0);
    else if (key === 'End') to(-1);
    else if (key === 'Escape' || key === 'Tab') this.close();
    else if (key === 'Enter' || key === ' ') items[at]?.click();
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey) focusByLetter(items, at, key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function focusByLetter(items: readonly HTMLElement[], at: number, letter: string): void {
  const rotated = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  const found = rotated.find((item) =>
    item.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase()),
  );
  found?.focus();
}
