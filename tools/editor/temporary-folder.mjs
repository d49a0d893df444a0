// Temporary folders that are gone when the program is, however it ends.
import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** What still runs in a folder may write while it is removed: removing then needs another try. */
const patiently = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };

/**
 * @param {string} purpose Part of the folder's name.
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>} `folder` is absolute, without symbolic links.
 */
export async function makeTemporaryFolder(purpose) {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), `runstone-${purpose}-`)));
  const removeAtTheEnd = () => rmSync(folder, patiently);
  process.once('exit', removeAtTheEnd);
  return {
    folder,
    remove: async () => {
      await rm(folder, patiently);
      process.removeListener('exit', removeAtTheEnd);
    },
  };
}
