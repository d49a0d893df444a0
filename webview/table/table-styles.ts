import { css } from 'lit';

/** Heights here and in `grid-viewport.ts` are the same: rows 22, header 24 + 24 + 1 of line. */
export const tableStyles = css`
  :host {
    display: flex;
    min-height: 0;
    min-width: 0;
    --row-bg: var(--bg);
  }
  .scroll {
    flex: 1;
    min-width: 0;
    overflow: auto;
    position: relative;
    overflow-anchor: none;
  }
  .grid {
    position: relative;
    min-width: 100%;
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 3;
    height: 49px;
    background: var(--bg);
    border-bottom: 1px solid var(--line);
  }
  .groups,
  .names {
    position: relative;
    height: 24px;
  }
  .group {
    position: absolute;
    top: 0;
    height: 24px;
    padding: 6px 0 0 8px;
    color: var(--quiet);
    font-size: 11px;
    line-height: 16px;
    border-left: 1px solid var(--hairline);
  }
  .group:first-child {
    border-left: 0;
    padding-left: 9px;
  }
  .group span {
    position: sticky;
    left: calc(var(--run-width) + 8px);
    padding-right: 8px;
  }
  .corner {
    position: sticky;
    left: 0;
    z-index: 2;
    width: var(--run-width);
    height: 24px;
    background: var(--bg);
    border-right: 1px solid var(--line);
  }
  .row {
    position: absolute;
    left: 0;
    width: 100%;
    height: 22px;
    background: var(--row-bg);
  }
  .row.odd {
    --row-bg: linear-gradient(var(--zebra) 0 0) var(--bg);
  }
  .row:hover {
    --quiet: var(--quiet-on-fill);
    --row-bg: linear-gradient(var(--vscode-list-hoverBackground) 0 0) var(--bg);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .cell {
    position: absolute;
    top: 0;
    height: 100%;
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 0 9px;
    overflow: hidden;
    white-space: nowrap;
    cursor: default;
  }
  .cell.opens {
    border-left: 1px solid var(--hairline);
    padding-left: 8px;
  }
  .cell.number {
    justify-content: flex-end;
    gap: 0;
  }
  .cell:focus {
    outline: 1px solid var(--focus);
    outline-offset: -1px;
  }
  .cell.run {
    position: sticky;
    left: 0;
    z-index: 1;
    width: var(--run-width);
    padding: 0 10px 0 var(--edge);
    background: var(--row-bg);
    border-right: 1px solid var(--line);
  }
  .look {
    display: inline-flex;
    flex: none;
    width: 26px;
  }
  .reason {
    flex: none;
    padding-top: 1px;
    color: var(--quiet);
    font-size: 11px;
  }
  .status {
    flex: none;
    width: 14px;
    height: 14px;
  }
  .icon.status {
    font-size: 14px;
  }
  .icon.worse,
  .bad .value {
    color: var(--worse);
  }
  .icon.warn {
    color: var(--warn);
  }
  .spinner {
    color: var(--vscode-charts-blue);
    stroke-width: 1.4;
    animation: turn 1.6s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }
  .best .value {
    font-weight: 600;
  }
  .star {
    width: 12px;
    height: 12px;
    margin: 0 auto 0 -2px;
    font-size: 12px;
  }
  .ghost {
    visibility: hidden;
  }
  .unit {
    color: var(--quiet);
    white-space: pre;
  }
  .chip {
    height: 18px;
    padding: 0 6px;
    border: 1px solid
      var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 22%, transparent));
    border-radius: 3px;
    font-size: 11px;
    line-height: 16px;
  }
  .bone {
    width: 60%;
    max-width: 90px;
    height: 8px;
    border-radius: 2px;
    background: color-mix(in srgb, var(--vscode-foreground) 14%, transparent);
  }
  .number .bone {
    width: 50%;
    max-width: 44px;
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: none;
    }
  }
  :host-context(body.vscode-reduce-motion) .spinner {
    animation: none;
  }
  @media (max-width: 700px) {
    .reason {
      display: none;
    }
  }
`;

export const headerStyles = css`
  .names .cell {
    gap: 4px;
    height: 24px;
    background: var(--bg);
    cursor: pointer;
    user-select: none;
  }
  .names .cell.run {
    z-index: 2;
    gap: 6px;
  }
  .ticks {
    display: flex;
  }
  .title {
    flex: 0 1 auto;
  }
  .direction {
    flex: none;
    color: var(--quiet);
    font-size: 11px;
  }
  .sorted {
    display: inline-flex;
    align-items: center;
    flex: none;
  }
  .sorted .icon {
    width: 12px;
    font-size: 12px;
  }
  .place {
    color: var(--quiet);
    font-size: 11px;
  }
  /* Where the cell has room: left of numbers, right of words. */
  .number .more {
    right: auto;
    left: 2px;
  }
  .more {
    position: absolute;
    right: 5px;
    top: 2px;
    display: none;
    height: 20px;
    padding: 2px;
    border-radius: 3px;
    background: var(--bg);
  }
  .names .cell:hover .more {
    display: block;
  }
  .more:hover {
    background: linear-gradient(var(--vscode-toolbar-hoverBackground) 0 0) var(--bg);
  }
  .grip {
    position: absolute;
    right: 0;
    top: 0;
    width: 5px;
    height: 100%;
    cursor: col-resize;
  }
  .grip:hover,
  .grip.held {
    background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
  }
`;
