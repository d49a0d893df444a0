// Bundles the extension host, the catalog worker and the compare page into dist/, and lays what they need beside them.
//   node esbuild.js [--watch] [--production] [host|worker|compare ...]
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  metafile: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
  loader: { '.sql': 'text' },
};

/** @type {Record<string, esbuild.BuildOptions>} */
const bundles = {
  host: {
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
  },
  worker: {
    ...common,
    entryPoints: ['src/catalog/worker.ts'],
    outfile: 'dist/catalog-worker.cjs',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  },
  compare: {
    ...common,
    entryPoints: ['webview/compare/main.ts'],
    outfile: 'dist/webview/compare.js',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    conditions: production ? [] : ['development'],
    loader: { ...common.loader, '.css': 'text' },
  },
};

/** Files that are shipped as they are. */
const assets = [
  ['node_modules/sql.js/dist/sql-wasm.wasm', 'dist/sql-wasm.wasm'],
  ['node_modules/@vscode/codicons/dist/codicon.css', 'dist/webview/codicon.css'],
  ['node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/webview/codicon.ttf'],
  ['python/runstone', 'dist/python/runstone'],
  ['examples', 'dist/examples'],
];

const leftOut = new Set(['__pycache__', '.runstone', 'tests', '.git', '.venv']);

async function copyAssets() {
  for (const [from, to] of assets) {
    await mkdir(path.dirname(to), { recursive: true });
    await cp(from, to, {
      recursive: true,
      filter: (source) => !leftOut.has(path.basename(source)) && !source.endsWith('.pyc'),
    });
  }
}

/** Says when a bundle begins and ends to be built, in the words that .vscode/tasks.json waits for. */
const announce = {
  name: 'announce',
  /** @param {esbuild.PluginBuild} build */
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd(() => console.log('[watch] build finished'));
  },
};

const wanted = Object.entries(bundles).filter(([name]) => named.length === 0 || named.includes(name));

async function watchBundles() {
  for (const [, options] of wanted) {
    const context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), announce] });
    await context.watch();
  }
}

async function buildBundles() {
  const built = await Promise.all(
    wanted.map(async ([name, options]) => [name, (await esbuild.build(options)).metafile]),
  );
  await writeFile('dist/meta.json', JSON.stringify(Object.fromEntries(built)));
}

if (named.length === 0) await rm('dist', { recursive: true, force: true });
await copyAssets();
try {
  await (watch ? watchBundles() : buildBundles());
} catch {
  // esbuild has already said what is wrong, and where.
  process.exitCode = 1;
}
