import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagePath } from '../../tools/package.mjs';
import { useEditor } from './editor.ts';

/** Everything a package may hold. */
const allowed = [
  /^(package\.json|readme\.md|changelog\.md|LICENSE\.txt|\.vsixmanifest)$/i,
  /^media\/.+\.(svg|png)$/,
  /^dist\/(extension|catalog-worker)\.cjs$/,
  /^dist\/sql-wasm\.wasm$/,
  /^dist\/webview\/[\w-]+\.(js|css|ttf)$/,
  /^dist\/python\/runstone\/(\w+\.py|py\.typed)$/,
  /^dist\/examples\/(digits|phishing)\/(train\.py|README\.md|requirements\.txt)$/,
];

describe('the package', () => {
  const editor = useEditor();
  /** The files as the editor unpacked them. */
  const files = (): string[] => {
    const { extensions } = editor.current.profile;
    const folder = readdirSync(extensions).find((name) => name.startsWith('runstone.runstone-')) ?? '';
    return readdirSync(path.join(extensions, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(path.join(extensions, folder), path.join(entry.parentPath, entry.name)))
      .map((name) => name.replaceAll('\\', '/'));
  };

  it('holds only what runs, and what a person reads', () => {
    expect(files().filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it('holds every part: host, worker, database, page, client and samples', () => {
    expect(files()).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE.txt',
        'dist/extension.cjs',
        'dist/catalog-worker.cjs',
        'dist/sql-wasm.wasm',
        'dist/webview/compare.js',
        'dist/python/runstone/__init__.py',
        'dist/python/runstone/py.typed',
        'dist/examples/digits/train.py',
        'dist/examples/phishing/train.py',
      ]),
    );
  });

  it('is smaller than 3 MB', async () => {
    expect(statSync(await packagePath()).size).toBeLessThan(3_000_000);
  });

  it('names no folder of the machine it was made on', async () => {
    const { extensions } = editor.current.profile;
    const folder = readdirSync(extensions).find((name) => name.startsWith('runstone.runstone-')) ?? '';
    const texts = files().filter((file) => /\.(cjs|js|json|css|py|md)$/.test(file));
    const naming = texts.filter((file) =>
      readFileSync(path.join(extensions, folder, file), 'utf8').includes(process.cwd()),
    );
    expect(naming.filter((file) => file !== 'package.json')).toEqual([]);
  });
});
