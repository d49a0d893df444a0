import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

export const wasmPath = path.resolve('node_modules/sql.js/dist/sql-wasm.wasm');

let folder: string | undefined;
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
});

const bundled = new Map<string, Promise<string>>();

/** Bundles a program for Node as the package is bundled; answers where it lies until the tests of the file end. */
export function bundle(source: string): Promise<string> {
  const known = bundled.get(source) ?? bundleAnew(source);
  bundled.set(source, known);
  return known;
}

async function bundleAnew(source: string): Promise<string> {
  folder ??= mkdtempSync(path.join(os.tmpdir(), 'runstone-bundles-'));
  const outfile = path.join(folder, path.basename(source).replace(/\.ts$/, '.cjs'));
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    loader: { '.sql': 'text' },
    logLevel: 'warning',
  });
  return outfile;
}
