import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

export type Tick = 'on' | 'off' | 'some';

/**
 * The picture of a checkbox. What it says to assistive technology is said by the row, option or header that it
 * stands in: hundreds of real controls would not scroll.
 */
export function tickBox(tick: Tick): TemplateResult {
  return html`<span class="tick ${tick}" aria-hidden="true"
    >${tick === 'on' ? icon('check') : tick === 'some' ? html`<span class="dash"></span>` : nothing}</span
  >`;
}

export const tickStyles = css`
  .tick {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
    width: 16px;
    height: 16px;
    border: 1px solid var(--vscode-checkbox-border);
    border-radius: 3px;
    background: var(--vscode-checkbox-background);
    color: var(--vscode-checkbox-foreground);
    cursor: pointer;
  }
  .tick .icon {
    width: 14px;
    height: 14px;
    font-size: 14px;
    color: inherit;
  }
  .tick .dash {
    width: 8px;
    height: 2px;
    background: currentColor;
  }
  .tick:hover {
    border-color: var(--vscode-focusBorder);
  }
`;
