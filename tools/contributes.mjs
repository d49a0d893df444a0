// npm run contributes: writes what src/contributions declares into package.json.
import { readFile, writeFile } from 'node:fs/promises';
import esbuild from 'esbuild';

const { outputFiles } = await esbuild.build({
  entryPoints: ['src/contributions/manifest.ts'],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const { buildManifest } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
);
const manifest = JSON.parse(await readFile('package.json', 'utf8'));
const { devDependencies, ...rest } = manifest;
await writeFile(
  'package.json',
  `${JSON.stringify({ ...rest, ...buildManifest(), devDependencies }, null, 2)}\n`,
);
