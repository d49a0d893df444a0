// The shell of the integrated terminal, in which `python` is the one that the set-up made.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * A person's own start-up file may put another Python in front, whatever `PATH` the editor was given; so the last
 * word is said after it. Windows has no such file: the editor's `PATH` counts there.
 *
 * @param {import('./profile.mjs').Profile} profile
 * @param {string} bin Folder of `python`.
 * @param {{ isPersonal?: boolean }} [options] Whether the person's own start-up file is read; else the prompt is short.
 * @returns {Promise<Record<string, unknown>>} Settings.
 */
export async function shellSettings(profile, bin, { isPersonal = false } = {}) {
  const file = path.join(profile.folder, 'shell.rc');
  const before = isPersonal ? '[ -r ~/.bashrc ] && . ~/.bashrc' : "PS1='$ '";
  await writeFile(file, `${before}\nPATH='${bin}':"$PATH"\n`);
  const shell = { bash: { path: 'bash', args: ['--rcfile', file] } };
  return Object.fromEntries(
    ['linux', 'osx'].flatMap((platform) => [
      [`terminal.integrated.profiles.${platform}`, shell],
      [`terminal.integrated.defaultProfile.${platform}`, 'bash'],
    ]),
  );
}
