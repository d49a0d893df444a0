import { css } from 'lit';

export const curvesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--bg);
  }
  .head {
    display: flex;
    flex: none;
    align-items: center;
    height: 32px;
    padding: 0 var(--edge);
  }
  h2 {
    height: 100%;
    margin: 0;
    padding: 0 2px;
    font-size: 13px;
    font-weight: 400;
    line-height: 31px;
    color: var(--vscode-panelTitle-activeForeground, var(--fg));
    box-shadow: inset 0 -1px var(--vscode-panelTitle-activeBorder, var(--fg));
  }
  .failure {
    display: flex;
    flex: none;
    align-items: center;
    gap: 8px;
    margin: 0 var(--edge) 8px;
    padding: 4px 4px 4px 8px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-inputValidation-errorBorder));
    border-radius: 3px;
    background: var(--vscode-inputValidation-errorBackground);
    color: var(--vscode-inputValidation-errorForeground, var(--fg));
  }
  .failure button {
    flex: none;
    height: 22px;
    padding: 0 10px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent));
    border-radius: 2px;
    background: var(--vscode-button-background);
    color: var(--vscode-button-foreground);
    cursor: pointer;
  }
  .state {
    display: flex;
    flex: 1;
    align-items: center;
    justify-content: center;
    min-height: 80px;
    padding: 0 24px 24px;
    text-align: center;
  }
  .cards {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 0 var(--edge) var(--edge);
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
    grid-auto-rows: minmax(230px, 1fr);
    gap: 12px;
    min-height: 100%;
  }
  .grid.many {
    grid-auto-rows: 270px;
  }
`;
