// A user's editor in a temporary folder: settings, extensions and state that touch nobody else's.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeTemporaryFolder } from './temporary-folder.mjs';

/** Nothing that moves, asks, updates or calls home. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'npm.autoDetect': 'off',
  'security.workspace.trust.enabled': false,
  'task.autoDetect': 'off',
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.shellIntegration.decorationsEnabled': 'never',
  'update.mode': 'none',
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.colorTheme': 'Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * @typedef {object} Profile
 * @property {string} folder
 * @property {string} serverData
 * @property {string} extensions
 * @property {(settings: Record<string, unknown>) => Promise<void>} setSettings Over the quiet ones; windows that are opened later have them.
 * @property {() => Promise<void>} remove
 */

/**
 * @param {{ settings?: Record<string, unknown> }} [options]
 * @returns {Promise<Profile>}
 */
export async function makeProfile({ settings = {} } = {}) {
  const { folder, remove } = await makeTemporaryFolder('editor');
  const serverData = path.join(folder, 'server');
  const extensions = path.join(folder, 'extensions');
  const user = path.join(serverData, 'data', 'User');
  await mkdir(user, { recursive: true });
  await mkdir(extensions, { recursive: true });
  /** @param {Record<string, unknown>} more */
  const setSettings = (more) =>
    writeFile(path.join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...more }, null, 2));
  await setSettings(settings);
  return {
    folder,
    serverData,
    extensions,
    setSettings,
    remove,
  };
}
