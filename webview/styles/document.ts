/**
 * The editor pads the body of every webview; this page reaches its edges. Set as a constructed sheet, since
 * the page's policy allows no inline styles.
 */
export function fillWindow(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }
    body { background: var(--vscode-editor-background); }
    runstone-compare { display: flex; height: 100%; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
