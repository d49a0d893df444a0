import { css } from 'lit';

export const curveCardStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    border: 1px solid var(--card-line);
    border-radius: 4px;
    background: var(--bg);
    contain: layout paint;
  }
  .title {
    display: flex;
    flex: none;
    align-items: center;
    gap: 8px;
    height: 28px;
    padding: 0 4px 0 10px;
  }
  h3 {
    flex: 0 1 auto;
    margin: 0;
    font-size: 13px;
    font-weight: 600;
  }
  .sub {
    flex: 1 1 0;
    font-size: 12px;
  }
  .odd {
    flex: none;
    padding: 0 6px;
    border: 1px solid var(--card-line);
    border-radius: 3px;
    color: var(--warn);
    font-size: 11px;
    line-height: 16px;
    white-space: nowrap;
  }
  .tools {
    display: flex;
    flex: none;
  }
  .body {
    position: relative;
    flex: 1;
    min-height: 0;
  }
  runstone-curve-plot {
    position: absolute;
    inset: 0 4px 2px;
  }
  .state {
    display: flex;
    height: 100%;
    align-items: center;
    justify-content: center;
    flex-wrap: wrap;
    align-content: center;
    gap: 4px 8px;
    padding: 0 16px 28px;
    text-align: center;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--vscode-textLink-foreground);
    cursor: pointer;
  }
  .link:hover {
    text-decoration: underline;
  }
  .notes {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
    margin: 0;
    padding: 0 10px 4px;
    font-size: 11px;
  }
  .notes .icon {
    font-size: 14px;
    color: var(--warn);
  }
`;
