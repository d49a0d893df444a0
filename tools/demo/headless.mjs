// The demo without a person: the window's pictures, then the runs as text.
import path from 'node:path';
import { launchChromium } from '../editor/chromium.mjs';
import { keepEvidence } from '../editor/evidence.mjs';
import { makeProfile } from '../editor/profile.mjs';
import { installExtension, startServer } from '../editor/server.mjs';
import { shellSettings } from '../editor/shell.mjs';
import { openWindow } from '../editor/workbench.mjs';
import { step } from '../setup/run-command.mjs';
import { pictureSettings, takePictures } from './pictures.mjs';
import { formatRuns, readRuns } from './run-table.mjs';

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
    console.log(`\n${formatRuns(await readRuns(folder))}`);
  } finally {
    await browser.close();
    await server.stop();
    await profile.remove();
  }
}
