import type { Theme } from './themes.ts';
import { decodeMessageSource } from './wire.ts';

/** What the editor puts into every webview before the page's script: its theme and `acquireVsCodeApi`. */
export function editorScript(theme: Theme, state: unknown): string {
  return `{
  window.applyTheme = ({ bodyClass, tokens }) => {
    const { style } = document.documentElement;
    for (const name of [...style]) if (name.startsWith('--vscode-')) style.removeProperty(name);
    for (const [name, value] of Object.entries(tokens)) style.setProperty(name, value);
    document.body.className = bodyClass;
  };
  window.applyTheme(${JSON.stringify(theme)});
  const decode = ${decodeMessageSource};
  window.fromHost = (text) => window.dispatchEvent(new MessageEvent('message', { data: decode(text) }));
  const kept = 'kept state';
  if (sessionStorage.getItem(kept) === null) sessionStorage.setItem(kept, ${JSON.stringify(JSON.stringify(state ?? null))});
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => void window.toHost(JSON.stringify(message)),
    getState: () => JSON.parse(sessionStorage.getItem(kept)) ?? undefined,
    setState: (next) => sessionStorage.setItem(kept, JSON.stringify(next)),
  });
}`;
}
