import { css } from 'lit';

/** What floats over the page: the list of columns, the keys. */
export const dialogStyles = css`
  .float {
    position: fixed;
    z-index: 15;
    display: flex;
    flex-direction: column;
    max-width: calc(100vw - 16px);
    max-height: calc(100vh - 16px);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--card-line)));
    border-radius: 5px;
    background: var(--vscode-quickInput-background, var(--vscode-editorWidget-background));
    color: var(--vscode-quickInput-foreground, var(--fg));
    box-shadow: var(--float-shadow);
  }
`;
