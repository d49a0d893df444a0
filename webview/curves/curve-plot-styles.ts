import { css } from 'lit';

export const curvePlotStyles = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
    min-height: 0;
  }
  .plot {
    position: absolute;
    inset: 0;
    cursor: crosshair;
    touch-action: pan-y;
    user-select: none;
  }
  canvas {
    position: absolute;
    left: 0;
    top: 0;
    display: block;
  }
  canvas:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -2px;
    border-radius: 4px;
  }
  .over {
    pointer-events: none;
  }
  .hover {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 0;
    max-width: min(420px, 90vw);
    overflow: hidden;
    pointer-events: none;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorHoverWidget-border));
    border-radius: 5px;
    background: var(--vscode-editorHoverWidget-background);
    color: var(--vscode-editorHoverWidget-foreground);
    box-shadow: var(--float-shadow);
    font-size: 12px;
    line-height: 20px;
  }
  .hover-head {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    padding: 4px 10px 2px;
  }
  .hover-rows {
    display: grid;
    grid-template-columns: auto minmax(60px, 1fr) auto;
    align-items: center;
    column-gap: 8px;
    padding: 0 10px 6px;
  }
  .hover-rows.with-raw {
    grid-template-columns: auto minmax(60px, 1fr) auto auto;
  }
  .hover-value {
    text-align: right;
    padding-left: 8px;
  }
  .near {
    font-weight: 600;
  }
  .hover-foot {
    padding: 2px 10px;
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorHoverWidget-border));
    background: var(--vscode-editorHoverWidget-statusBarBackground);
    font-size: 11px;
  }
`;
