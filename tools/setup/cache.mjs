// Where downloads live: outside the checkout, shared by every clone on the machine.
import { mkdir, open, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** @returns {string} The cache folder's absolute path; `RUNSTONE_CACHE` overrides it. */
export function cacheFolder() {
  if (process.env.RUNSTONE_CACHE) return path.resolve(process.env.RUNSTONE_CACHE);
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) {
    return path.join(process.env.LOCALAPPDATA, 'runstone', 'cache');
  }
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'runstone');
}

/** @param {string} file @returns {Promise<boolean>} */
export async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/**
 * Makes a folder of the cache exactly once: `fill` works in a temporary folder that is renamed when it is
 * whole, so that a killed set-up never leaves half a folder behind, and a lock keeps two set-ups apart.
 *
 * @param {string} name Folder under the cache; what it depends on belongs into the name.
 * @param {(folder: string) => Promise<void>} fill
 * @param {{ inPlace?: boolean }} [options] `inPlace` for what holds absolute paths to itself (virtual environments).
 * @returns {Promise<string>} The folder's absolute path.
 */
export async function cached(name, fill, { inPlace = false } = {}) {
  const folder = path.join(cacheFolder(), name);
  const stamp = path.join(folder, '.complete');
  if (await exists(stamp)) return folder;
  await mkdir(path.dirname(folder), { recursive: true });
  return locked(`${folder}.lock`, async () => {
    if (await exists(stamp)) return folder;
    await rm(folder, { recursive: true, force: true });
    const work = inPlace ? folder : `${folder}.${process.pid}.part`;
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { recursive: true });
    await fill(work);
    await writeFile(path.join(work, '.complete'), `${new Date().toISOString()}\n`);
    if (work !== folder) await rename(work, folder);
    return folder;
  });
}

/**
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function locked(file, work) {
  for (;;) {
    const handle = await open(file, 'wx').catch(() => undefined);
    if (handle) {
      await handle.writeFile(String(process.pid));
      await handle.close();
      try {
        return await work();
      } finally {
        await unlink(file).catch(() => {});
      }
    }
    if (await isStale(file)) await unlink(file).catch(() => {});
    else await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** A lock is stale when the process that wrote it is gone. @param {string} file */
async function isStale(file) {
  const { readFile } = await import('node:fs/promises');
  const pid = Number(await readFile(file, 'utf8').catch(() => '0'));
  if (!pid)
    return stat(file).then(
      (found) => Date.now() - found.mtimeMs > 5_000,
      () => false,
    );
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
