// The desktop editor, with settings and extensions of its own: the user's stay untouched.
import os from 'node:os';
import path from 'node:path';
import { findProgram } from '../setup/apt.mjs';
import { exists } from '../setup/cache.mjs';
import { runCommand, StepError } from '../setup/run-command.mjs';

/**
 * @param {string | undefined} wish `--editor`.
 * @returns {Promise<string | undefined>} The editor's command; undefined where there is none, or no screen.
 */
export async function findDesktopEditor(wish) {
  if (wish) {
    const found = (await exists(wish)) ? path.resolve(wish) : await findProgram(wish);
    if (!found) throw new StepError(`There is no editor at ${wish}.\nWhat to do: give --editor its path.`);
    return found;
  }
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  // In a remote terminal, `code` speaks to the window it belongs to and takes no profile.
  if (VSCODE_IPC_HOOK_CLI) return undefined;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return undefined;
  return findProgram(process.platform === 'win32' ? 'code.cmd' : 'code');
}

/**
 * Opens a window and waits until it is closed.
 *
 * @param {string} editor
 * @param {import('../editor/profile.mjs').Profile} profile
 * @param {{ folder: string, vsixes: readonly string[], env: NodeJS.ProcessEnv }} window
 */
export async function openDesktop(editor, profile, { folder, vsixes, env }) {
  const isRoot = process.platform === 'linux' && os.userInfo().uid === 0;
  const own = [
    '--user-data-dir',
    path.join(profile.serverData, 'data'),
    '--extensions-dir',
    profile.extensions,
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
  for (const vsix of vsixes) {
    await runCommand(editor, [...own, '--install-extension', vsix, '--force'], {
      advice: 'see that the editor is VS Code 1.101 or newer, or give another with --editor.',
    });
  }
  await runCommand(editor, [...own, '--new-window', '--wait', folder], { env });
}
