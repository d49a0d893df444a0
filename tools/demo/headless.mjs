// The demo without a person: the window's pictures, then the runs as text.
import path from 'node:path';
import { launchChromium } from '../editor/chromium.mjs';
import { keepEvidence } from '../editor/evidence.mjs';
import { makeProfile } from '../editor/profile.mjs';
import { installExtension, startServer } from '../editor/server.mjs';
import { shellSettings } from '../editor/shell.mjs';
import { openWindow } from '../editor/workbench.mjs';
import { StepError, step } from '../setup/run-command.mjs';
import { pictureSettings, takePictures } from './pictures.mjs';
import { formatRuns, readRuns } from './run-table.mjs';

const catalogWithinMs = 60_000;

/**
 * @param {{ node: string, serverMain: string, bin: string }} setUp
 * @param {{ folder: string, vsix: string, out: string }} options
 */
export async function showHeadless(setUp, { folder, vsix, out }) {
  const profile = await makeProfile();
  await profile.setSettings({ ...pictureSettings, ...(await shellSettings(profile, setUp.bin)) });
  await step('Install the package', () => installExtension(setUp, profile, vsix));
  const env = { ...process.env, PATH: [setUp.bin, process.env.PATH].join(path.delimiter) };
  const server = await startServer(setUp, profile, { env });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: 2,
    });
    const page = await openWindow(context, server, folder);
    try {
      await step('Pictures', () => takePictures(page, { out, say: (line) => console.log(line) }));
    } catch (error) {
      await keepEvidence('demo', { page, server, profile });
      throw error;
    }
    await page.close();
    console.log(`\n${formatRuns(await waitForRuns(folder))}`);
  } finally {
    await browser.close();
    await server.stop();
    await profile.remove();
  }
}

/** The window writes its catalog when it is idle and when it closes. @param {string} folder */
async function waitForRuns(folder) {
  const until = Date.now() + catalogWithinMs;
  for (;;) {
    const runs = await readRuns(folder);
    if (runs && runs.length > 0) return runs;
    if (Date.now() > until) throw new StepError(`No catalog with runs was written to ${folder}/.runstone.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
