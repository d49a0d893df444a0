import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../base/result.ts';

export type ContainedPath = Result<string, 'outside' | 'missing'>;

/**
 * The real path of `relative` inside `root`, links followed. A journal can come from anywhere, so a path in it may
 * point at any file of the machine: `outside` says that it leaves its root.
 */
export async function resolveInside(root: string, relative: string): Promise<ContainedPath> {
  const outside = failure('outside', `“${relative}” lies outside ${root} and is left alone.`);
  const target = path.resolve(root, relative);
  if (!contains(path.resolve(root), target)) return outside;
  try {
    const [realRoot, realTarget] = await Promise.all([realpath(root), realpath(target)]);
    return contains(realRoot, realTarget) ? success(realTarget) : outside;
  } catch (error) {
    if (!isMissing(error)) throw error;
    return failure('missing', `“${relative}” is not there any more in ${root}.`);
  }
}

function contains(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return (
    relative !== '' &&
    relative !== '..' &&
    !relative.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(relative)
  );
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
