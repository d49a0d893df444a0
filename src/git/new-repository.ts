import { devNull } from 'node:os';
import { simpleGit } from 'simple-git';

/** Used when the person has not told git who they are. */
const fallbackIdentity = ['user.name=Runstone', 'user.email=runstone@localhost'];

/**
 * Makes a folder a repository with one commit of all its files. Hooks stay silent: nothing but git runs.
 *
 * @returns `created`, or `already` when the folder lies in a repository. Throws when git is missing or fails.
 */
export async function makeRepository(folder: string, message: string): Promise<'created' | 'already'> {
  const plain = simpleGit({ baseDir: folder });
  if (await plain.checkIsRepo()) return 'already';
  const { value: email } = await plain.getConfig('user.email');
  const git = simpleGit({
    baseDir: folder,
    config: [`core.hooksPath=${devNull}`, 'commit.gpgSign=false', ...(email ? [] : fallbackIdentity)],
    unsafe: { allowUnsafeHooksPath: true },
  });
  await git.init();
  await git.add('.');
  await git.commit(message);
  return 'created';
}
