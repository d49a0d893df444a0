import { css } from 'lit';

export const pickerStyles = css`
  .top {
    padding: 6px;
  }
  vscode-text-field {
    width: 100%;
  }
  .found {
    width: auto;
    height: auto;
    padding: 0 6px;
    border-radius: 8px;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    font-size: 11px;
    line-height: 16px;
    white-space: nowrap;
    box-shadow: inset 0 0 0 1px var(--vscode-contrastBorder, transparent);
  }
  .list {
    flex: 1;
    min-height: 44px;
    overflow: auto;
    margin: 0 6px;
  }
  .list:focus-visible {
    outline: none;
  }
  .rows {
    position: relative;
  }
  .heading,
  .entry {
    position: absolute;
    left: 0;
    right: 0;
    display: flex;
    align-items: center;
    gap: 8px;
    height: 22px;
    padding: 0 8px;
    white-space: nowrap;
  }
  .heading {
    /* pickerGroup-foreground is not readable at this size in Light Modern. */
    color: var(--quiet);
    font-size: 11px;
    padding-top: 4px;
  }
  .entry {
    border-radius: 3px;
    cursor: pointer;
  }
  .entry:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .list:focus .entry.active {
    background: var(--vscode-quickInputList-focusBackground, var(--vscode-list-activeSelectionBackground));
    color: var(--vscode-quickInputList-focusForeground, var(--vscode-list-activeSelectionForeground));
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .list:focus .entry.active .detail,
  .list:focus .entry.active mark {
    color: inherit;
  }
  .key {
    flex: 0 1 auto;
  }
  mark {
    background: none;
    color: var(--vscode-list-highlightForeground);
    font-weight: 600;
  }
  .detail {
    flex: none;
    color: var(--quiet);
    font-size: 12px;
  }
  .none {
    flex: 1;
    padding: 16px 12px;
  }
  footer {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 32px;
    margin-top: 6px;
    padding: 0 8px 0 12px;
    border-top: 1px solid var(--card-line);
    white-space: nowrap;
  }
  .hints {
    color: var(--quiet);
  }
  @media (max-width: 480px) {
    .hints {
      display: none;
    }
  }
`;
