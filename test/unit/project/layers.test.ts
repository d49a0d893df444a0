import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { expect, it } from 'vitest';
import { importsOf, sources } from './sources.ts';

/** What each folder of src may import besides itself; the composition root may import everything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  domain: ['base'],
  protocol: ['base', 'domain'],
  journal: ['base', 'domain', 'protocol'],
  // The catalog is the journal's reader.
  catalog: ['base', 'domain', 'protocol', 'journal'],
  git: ['base', 'domain', 'protocol'],
  contributions: [],
  ui: ['base', 'domain', 'protocol', 'journal', 'catalog', 'git', 'contributions'],
};

const inSource = sources('src', '.ts').filter((file) => !file.endsWith('.d.ts'));
const inWebview = sources('webview', '.ts');
const isNode = (name: string) =>
  name.startsWith('node:') || builtinModules.includes(name.split('/')[0] ?? '');
const layerOf = (file: string) => file.split('/')[1] ?? '';

it('imports in src go one way', () => {
  const wrong = inSource.flatMap((file) => {
    const layer = layerOf(file);
    if (file === 'src/extension.ts') return [];
    return importsOf(file).flatMap(({ file: target }) => {
      if (target === undefined) return [];
      const isRight =
        target.startsWith('src/') &&
        (layerOf(target) === layer || mayImport[layer]?.includes(layerOf(target)));
      return isRight ? [] : [`${file} imports ${target}`];
    });
  });
  expect(wrong).toEqual([]);
});

it('every folder of src has its place', () => {
  const folders = new Set(inSource.filter((file) => file.split('/').length > 2).map(layerOf));
  expect([...folders].filter((folder) => !(folder in mayImport))).toEqual([]);
});

it('only src/ui and src/extension.ts import vscode', () => {
  const importers = [...inSource, ...inWebview].filter((file) =>
    importsOf(file).some(({ name }) => name === 'vscode'),
  );
  expect(importers.filter((file) => !file.startsWith('src/ui/') && file !== 'src/extension.ts')).toEqual([]);
  expect(importers).toContain('src/extension.ts');
});

it('the webview imports neither vscode nor Node, and of src what is pure', () => {
  const shared = ['base', 'domain', 'protocol'];
  const wrong = inWebview.flatMap((file) =>
    importsOf(file)
      .filter(({ name, file: target }) =>
        target === undefined
          ? name === 'vscode' || isNode(name)
          : !target.startsWith('webview/') &&
            !(target.startsWith('src/') && shared.includes(layerOf(target))),
      )
      .map(({ name }) => `${file} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

it('what the webview shares imports nothing of Node', () => {
  const shared = inSource.filter((file) => ['base', 'domain', 'protocol'].includes(layerOf(file)));
  expect(shared.filter((file) => importsOf(file).some(({ name }) => isNode(name)))).toEqual([]);
});

it('the webview toolkit is imported in one module', () => {
  const importers = inWebview.filter((file) =>
    importsOf(file).some(({ name }) => name.startsWith('@vscode/webview-ui-toolkit')),
  );
  expect(importers).toEqual(['webview/components/controls.ts']);
});

it('zod is imported by its parts: as one object it brings its words in fifty languages, 400 kB in each bundle', () => {
  const files = [...inSource, ...inWebview].filter((file) =>
    importsOf(file).some(({ name }) => name === 'zod/mini'),
  );
  expect(files).not.toEqual([]);
  expect(
    files.filter((file) => !readFileSync(file, 'utf8').includes("import * as z from 'zod/mini';")),
  ).toEqual([]);
});

it('SQL is written in src/catalog only', () => {
  const others = [...inSource, ...inWebview].filter((file) => !file.startsWith('src/catalog/'));
  expect(others.filter((file) => importsOf(file).some(({ name }) => name === 'sql.js'))).toEqual([]);
  expect(
    others.filter((file) => /\bSELECT\s.+\sFROM\s|\bINSERT INTO\b/.test(readFileSync(file, 'utf8'))),
  ).toEqual([]);
});

it('the Python client imports the standard library only', () => {
  const script = `
import ast, json, pathlib, sys
found = set()
for path in pathlib.Path("python/runstone").glob("**/*.py"):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import): found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module: found.add(node.module.split(".")[0])
# Used where a training has them already, never needed.
optional = {"runstone", "pynvml"}
print(json.dumps([len(found), sorted(found - set(sys.stdlib_module_names) - optional)]))`;
  const [count, foreign] = JSON.parse(execFileSync('python3', ['-c', script], { encoding: 'utf8' }));
  expect(foreign).toEqual([]);
  expect(count).toBeGreaterThan(5);
});

it('no file is a barrel, and none is named for being useful', () => {
  const all = [...inSource, ...inWebview];
  expect(all.filter((file) => /\/(index|utils?|helpers?|common|misc)(\.|\/)/.test(file))).toEqual([]);
  expect(all.filter((file) => /^export \* from/m.test(readFileSync(file, 'utf8')))).toEqual([]);
});
