import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../../base/result.ts';
import type { ExampleName } from './examples.ts';

/** What an empty project folder may hold already. */
const unimportant: ReadonlySet<string> = new Set([
  '.git',
  '.vscode',
  '.runstone',
  '.venv',
  '.DS_Store',
  'Thumbs.db',
]);

export async function isEmptyFolder(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.every((name) => unimportant.has(name));
}

/**
 * Writes a sample project to a folder that is empty or not there, and never over anything.
 *
 * @param examplesFolder Where the extension keeps them.
 */
export async function createProject(
  examplesFolder: string,
  example: ExampleName,
  folder: string,
): Promise<Result<string, 'not empty'>> {
  if (!(await isEmptyFolder(folder)))
    return failure('not empty', `${folder} is not empty. Choose another folder for the sample project.`);
  await mkdir(folder, { recursive: true });
  const source = path.join(examplesFolder, example);
  // One by one: `errorOnExist` would mind that the folder itself is there.
  for (const name of await readdir(source)) {
    const to = path.join(folder, name);
    await cp(path.join(source, name), to, { recursive: true, force: false, errorOnExist: true });
  }
  // With it the extension is at work when the folder is opened: the first `python train.py` finds its client.
  const store = path.join(folder, '.runstone');
  await mkdir(store, { recursive: true });
  await writeFile(path.join(store, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => {});
  return success(folder);
}
