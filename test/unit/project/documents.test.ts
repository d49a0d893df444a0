import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from './sources.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'python/README.md', ...sources('docs', '.md')].filter(
  (file) => existsSync(file),
);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Folders of the repository: a name in backquotes that begins with one of them is a path in it. */
const roots = [
  'src',
  'webview',
  'python',
  'schema',
  'media',
  'test',
  'bench',
  'docs',
  'examples',
  'tools',
  '.ci',
  '.vscode',
];
const isPath = new RegExp(
  `^(?:${roots.map((root) => root.replace('.', '\\.')).join('|')})(?:/[\\w.@-]+)*/?$`,
);

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  it('names commands that exist', () => {
    const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name as string);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names paths that exist', () => {
    const named = [...text.matchAll(/`([^`\s]+)`/g)]
      .map(([, name]) => name as string)
      .filter((name) => isPath.test(name));
    expect(named.filter((name) => !existsSync(name))).toEqual([]);
  });

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      ([, link]) => link as string,
    );
    expect(links.filter((link) => !existsSync(path.join(path.dirname(document), link)))).toEqual([]);
  });
});

it('README, CONTRIBUTING and the pages of docs are there to be checked', () => {
  expect(documents).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/catalog.md']),
  );
});
