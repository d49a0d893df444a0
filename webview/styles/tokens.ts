import { css } from 'lit';

/**
 * Names derived from the editor's tokens: each is a token or a mix of two, never a colour of our own. They are
 * set on the page's root element and reach every component by inheritance.
 */
export const tokens = css`
  :host {
    --fg: var(--vscode-foreground);
    --bg: var(--vscode-editor-background);
    /* descriptionForeground does not differ from the text in Light Modern; 74 % does, at 4.5:1 and more. */
    --quiet: color-mix(in srgb, var(--vscode-foreground) 74%, var(--vscode-editor-background));
    --quiet-on-fill: color-mix(in srgb, var(--vscode-foreground) 84%, var(--vscode-editor-background));
    --line: var(--vscode-contrastBorder, var(--vscode-panel-border, var(--vscode-editorGroup-border)));
    --hairline: var(--vscode-contrastBorder, var(--vscode-tree-tableColumnsBorder));
    --card-line: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border)));
    --worse: color-mix(in srgb, var(--vscode-charts-red) 80%, var(--vscode-foreground));
    --warn: color-mix(in srgb, var(--vscode-charts-yellow) 64%, var(--vscode-foreground));
    --zebra: var(--vscode-tree-tableOddRowsBackground, transparent);
    --focus: var(--vscode-list-focusOutline, var(--vscode-focusBorder));
    --float-shadow: 0 0 8px 2px var(--vscode-widget-shadow, transparent);
    --row: 22px;
    --edge: 12px;
    --mono: var(--vscode-editor-font-family, monospace);
  }
`;
