import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BenchContext } from '../bench.ts';

const made = new Map<string, Promise<string>>();

/**
 * The folder of this name among the data of all benches: made by the first who asks, or by an earlier invocation with the
 * same `--data`. What was not finished is made anew.
 */
export function keptData(
  context: BenchContext,
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = path.join(context.data, name);
  const known = made.get(folder) ?? makeOnce(folder, make);
  made.set(folder, known);
  return known;
}

async function makeOnce(folder: string, make: (folder: string) => Promise<void>): Promise<string> {
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (isThere) return folder;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await make(unfinished);
  await rename(unfinished, folder);
  return folder;
}
