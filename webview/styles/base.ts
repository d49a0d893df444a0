import { css } from 'lit';

/** What every component of the page shares: box model, type, icons, focus, scrollbars. */
export const base = css`
  :host {
    font-family: var(--vscode-font-family);
    font-size: 13px;
    line-height: 1.4;
    color: var(--fg);
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .icon {
    font: normal 16px / 1 codicon;
    display: inline-block;
    flex: none;
    width: 16px;
    height: 16px;
    text-align: center;
    text-rendering: auto;
    -webkit-font-smoothing: antialiased;
    user-select: none;
  }
  .quiet {
    color: var(--quiet);
  }
  .grow {
    flex: 1;
  }
  .clip {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .scroll {
    scrollbar-color: var(--vscode-scrollbarSlider-background) transparent;
  }
  .kbd {
    display: inline-block;
    padding: 0 5px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-keybindingLabel-border, transparent));
    border-radius: 3px;
    background: var(--vscode-keybindingLabel-background);
    color: var(--vscode-keybindingLabel-foreground);
    font-size: 11px;
    line-height: 16px;
    white-space: nowrap;
  }
  button {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
`;

/** The small borderless buttons of the editor's own toolbars: an icon, or an icon with words. */
export const toolButtons = css`
  .tool {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 5px;
    flex: none;
    height: 22px;
    min-width: 22px;
    margin: 0;
    padding: 0 3px;
    border: 0;
    border-radius: 5px;
    background: none;
    color: var(--fg);
    white-space: nowrap;
    cursor: pointer;
  }
  .tool.words {
    padding: 0 7px 0 5px;
  }
  .tool .icon {
    color: var(--vscode-icon-foreground);
  }
  .tool:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .tool:active {
    background: var(--vscode-toolbar-activeBackground);
  }
  .tool[aria-pressed='true'],
  .tool[aria-expanded='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground);
    box-shadow: inset 0 0 0 1px var(--vscode-inputOption-activeBorder, transparent);
  }
  .tool[aria-pressed='true'] .icon,
  .tool[aria-expanded='true'] .icon,
  .tool[aria-pressed='true'] .quiet,
  .tool[aria-expanded='true'] .quiet {
    color: inherit;
  }
  .tool:disabled {
    opacity: 0.4;
    cursor: default;
    background: none;
    outline: none;
  }
  .tool:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
`;
