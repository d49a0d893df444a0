import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Bench, BenchContext, Participant } from '../bench.ts';
import { activationMs } from '../browser/activation-times.ts';
import { newPerson, waitForRunstone } from '../browser/compare-window.ts';
import { sharedData } from '../data/shared-data.ts';
import type { EditorUnderTest } from '../environment.ts';

const bundles = ['extension.cjs', 'catalog-worker.cjs', 'webview/compare.js'];

export const start: Bench = {
  name: 'start',
  about:
    'How long the editor’s list of running extensions says that loading the code and `activate()` took, on a folder with ' +
    'runs; and the sizes of what is shipped.',
  measures: [
    { name: 'activation', unit: 'ms', better: 'lower', goal: 50 },
    { name: 'VSIX', unit: 'MB', better: 'lower', goal: 3 },
    ...bundles.map((name) => ({ name, unit: 'kB', better: 'lower' as const })),
  ],
  participants: (context) => [runstone(context)],
};

function runstone(context: BenchContext): Participant {
  let editor: EditorUnderTest;
  let sizes: Record<string, number> = {};
  let folder = '';
  return {
    name: 'runstone',
    async prepare() {
      folder = await sharedData(context, 'journal', { runs: 20, steps: 100 });
      const { vsix, dist } = await context.shipped();
      editor = await context.tools.startEditor({ vsix });
      sizes = { VSIX: (await stat(vsix)).size / 1e6 };
      for (const name of bundles) sizes[name] = (await stat(path.join(dist, name))).size / 1e3;
    },
    async measure() {
      const browser = await context.tools.launchChromium();
      try {
        const page = await (await newPerson(browser)).newPage();
        page.setDefaultTimeout(240_000);
        await page.goto(editor.windowUrl(folder), { waitUntil: 'commit' });
        await waitForRunstone(page);
        return { activation: await activationMs(page, context), ...sizes };
      } finally {
        await browser.close();
      }
    },
    dispose: async () => editor?.stop(),
  };
}
