// Finds a Chromium and starts it without a window.
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findProgram } from '../setup/apt.mjs';
import { exists } from '../setup/cache.mjs';
import { root } from '../setup/everything.mjs';
import { StepError } from '../setup/run-command.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const places = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    return folder
      ? [
          path.join(folder, 'Google/Chrome/Application/chrome.exe'),
          path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]
      : [];
  }),
};

/** @returns {Promise<string>} Path of a Chromium; `CHROME_PATH` overrides what would be found. */
export async function findChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  for (const name of names) {
    const found = process.platform === 'win32' ? undefined : await findProgram(name);
    if (found) return found;
  }
  for (const place of places[process.platform] ?? []) if (await exists(place)) return place;
  throw new StepError(
    'No Chromium was found.\nWhat to do: install Chromium or Google Chrome, or put its path into CHROME_PATH.',
  );
}

const interfaceFont =
  process.platform === 'linux' && !process.env.FONTCONFIG_FILE
    ? { FONTCONFIG_FILE: path.join(root, 'tools', 'editor', 'fonts.conf') }
    : {};

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchChromium() {
  const isRoot = process.platform === 'linux' && os.userInfo().uid === 0;
  return chromium.launch({
    executablePath: await findChromium(),
    headless: true,
    env: { ...process.env, ...interfaceFont },
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--force-color-profile=srgb',
    ],
  });
}
