// What is left of an editor whose test failed: a picture, the server's log, and the logs of its extension host.
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../setup/everything.mjs';

/**
 * @param {string} name Folder under out/failures.
 * @param {{ page?: import('playwright-core').Page, server: import('./server.mjs').EditorServer, profile: import('./profile.mjs').Profile }} editor
 * @returns {Promise<string>} The folder.
 */
export async function keepEvidence(name, { page, server, profile }) {
  const folder = path.join(root, 'out', 'failures', name.replaceAll(/[^\w.-]+/g, '-'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const kept = await Promise.allSettled([
    page && !page.isClosed() && page.screenshot({ path: path.join(folder, 'window.png'), timeout: 10_000 }),
    cp(server.log, path.join(folder, 'server.log')),
    cp(path.join(profile.serverData, 'data', 'logs'), path.join(folder, 'logs'), { recursive: true }),
  ]);
  for (const one of kept) if (one.status === 'rejected') console.error(`Not kept: ${one.reason}`);
  console.error(`What the editor looked like and logged: ${folder}`);
  return folder;
}
