// What the tests need of a Debian machine. Anywhere else, and without root, it is only checked.
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runCommand, StepError } from './run-command.mjs';

const packages = [
  'chromium',
  'libkrb5-dev',
  'pkg-config',
  'make',
  'g++',
  'python3-venv',
  'fonts-inter',
  'fonts-dejavu-core',
];

export async function installSystemPackages() {
  if (process.platform !== 'linux' || !(await findProgram('dpkg-query'))) return;
  const missing = [];
  for (const name of packages) {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format
    const state = await runCommand('dpkg-query', ['-W', '-f=${db:Status-Status}', name]).catch(() => '');
    if (!state.includes('installed') || state.includes('not-installed')) missing.push(name);
  }
  if (missing.length === 0) return;
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    if (await findProgram('chromium')) return;
    throw new StepError(
      `Debian packages are missing: ${missing.join(', ')}.\nWhat to do: run \`sudo ${install}\`.`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update'], {
    env,
    advice: 'check that Debian’s package servers can be reached.',
  });
  await runCommand('apt-get', install.split(' ').slice(1), {
    env,
    advice: `run \`${install}\` by hand and see what it says.`,
  });
}

/**
 * @param {string} name
 * @returns {Promise<string | undefined>} The program's path.
 */
export async function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    if (
      folder &&
      (await access(file).then(
        () => true,
        () => false,
      ))
    )
      return file;
  }
  return undefined;
}
