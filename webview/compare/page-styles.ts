import { css } from 'lit';

export const pageStyles = css`
  :host {
    display: block;
    width: 100%;
    height: 100%;
    min-width: 0;
    overflow: auto;
    background: var(--bg);
  }
  main {
    display: flex;
    flex-direction: column;
    flex: 1;
    /* Or the widest table would decide how wide the page is. */
    min-width: 0;
    height: 100%;
  }
  .panes {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 320px;
    min-width: 0;
  }
  .pane {
    display: flex;
    flex-direction: column;
    flex-basis: 0;
    min-height: 96px;
    min-width: 0;
  }
  runstone-table,
  runstone-curves {
    flex: 1;
    min-height: 0;
    min-width: 0;
  }
`;
