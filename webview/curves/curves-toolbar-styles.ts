import { css } from 'lit';

export const curvesToolbarStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 16px;
    padding: 4px var(--edge) 8px;
  }
  .control {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    white-space: nowrap;
  }
  vscode-dropdown {
    min-width: 118px;
    --dropdown-z-index: 5;
  }
  vscode-checkbox {
    margin: 0;
  }
  .value {
    min-width: 32px;
  }
  input[type='range'] {
    appearance: none;
    width: 92px;
    height: 22px;
    margin: 0;
    background: none;
    cursor: pointer;
  }
  input[type='range']::-webkit-slider-runnable-track {
    height: 2px;
    border-radius: 1px;
    background: linear-gradient(
      to right,
      var(--accent) var(--share, 0%),
      color-mix(in srgb, var(--vscode-foreground) 40%, transparent) var(--share, 0%)
    );
  }
  input[type='range'] {
    --accent: var(--vscode-button-background, var(--vscode-focusBorder));
  }
  :host-context(.vscode-high-contrast) input[type='range'],
  :host-context(.vscode-high-contrast-light) input[type='range'] {
    --accent: var(--vscode-foreground);
  }
  input[type='range']::-webkit-slider-thumb {
    appearance: none;
    width: 10px;
    height: 10px;
    margin-top: -4px;
    border: 0;
    border-radius: 50%;
    background: var(--accent);
  }
  input[type='range']:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
    border-radius: 3px;
  }
  .chips {
    display: flex;
    flex: 1 1 200px;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    min-width: 0;
    max-height: 78px;
    overflow: auto;
    scrollbar-color: var(--vscode-scrollbarSlider-background) transparent;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-width: 220px;
    height: 22px;
    padding: 0 2px 0 8px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border)));
    border-radius: 3px;
    font-size: 12px;
  }
  .chip button {
    display: inline-flex;
    flex: none;
    padding: 1px;
    border: 0;
    border-radius: 3px;
    background: none;
    cursor: pointer;
  }
  .chip button .icon {
    width: 14px;
    height: 14px;
    font-size: 14px;
  }
  .chip button:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .chip button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
`;
