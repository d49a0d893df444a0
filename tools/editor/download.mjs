// Whether @vscode/test-electron can download a VS Code here and show its window.
const feed = 'https://update.code.visualstudio.com/api/releases/stable';
const patienceMs = 3_000;

/**
 * @param {string | undefined} wish `download` and `npm` decide; anything else asks Microsoft's update server, briefly.
 * @returns {Promise<boolean>}
 */
export async function canDownloadEditor(wish) {
  if (wish === 'download') return true;
  if (wish === 'npm') return false;
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDisplay) return false;
  return fetch(feed, { signal: AbortSignal.timeout(patienceMs) }).then(
    (response) => response.ok,
    () => false,
  );
}
