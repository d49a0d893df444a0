// npm run bench: sets everything up, bundles bench/ and runs it. See docs/performance.md.
//   npm run bench -- [BENCH ...] [--rounds N] [--quick] [--json FILE] [--write-docs]
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { makePeerEnvironment } from '../bench/peer-environments.mjs';
import { launchChromium } from './editor/chromium.mjs';
import { endGroup, spawnGroup } from './editor/process-group.mjs';
import { makeProfile } from './editor/profile.mjs';
import { installExtension, startServer } from './editor/server.mjs';
import { root, setUpEverything } from './setup/everything.mjs';
import { runCommand, step } from './setup/run-command.mjs';

const out = path.join(root, 'out', 'bench');

/** The npm packages must be there before esbuild can be imported. */
async function bundle() {
  const { default: esbuild } = await import('esbuild');
  await mkdir(out, { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['bench/main.ts', 'bench/drivers/*.ts'],
    outdir: out,
    outbase: 'bench',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
}

/** A served editor with an empty profile; the extension is the packaged one. */
async function startEditor(editor, vsix, { withExtension, settings }) {
  const profile = await makeProfile({ settings });
  if (withExtension) await installExtension(editor, profile, vsix);
  const server = await startServer(editor, profile);
  return {
    windowUrl: (folder) => server.windowUrl(folder),
    logsFolder: path.join(profile.serverData, 'data', 'logs'),
    pid: server.pid,
    async stop() {
      await server.stop();
      await profile.remove();
    },
  };
}

const editor = await setUpEverything();
await step('Bundles of the bench', bundle);
const { main } = await import(pathToFileURL(path.join(out, 'main.mjs')).href);
process.exitCode = await main(process.argv.slice(2), root, {
  setUp: async () => editor,
  makePeerEnvironment,
  launchChromium,
  spawnGroup,
  endGroup,
  /** Packs the extension as it is shipped. Gives the path of the package. */
  async makePackage() {
    const { readFile } = await import('node:fs/promises');
    await step('Package of the extension', () =>
      runCommand(process.execPath, ['tools/package.mjs'], { cwd: root }),
    );
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
    return path.join(root, `runstone-${version}.vsix`);
  },
  startEditor: ({ vsix, settings }) => startEditor(editor, vsix, { withExtension: Boolean(vsix), settings }),
});
