import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { buildManifest } from '../../../src/contributions/manifest.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

it('package.json says what src/contributions declares (npm run contributes writes it)', () => {
  const declared = JSON.parse(JSON.stringify(buildManifest()));
  const written = Object.fromEntries(Object.keys(declared).map((part) => [part, manifest[part]]));
  expect(written).toEqual(declared);
});

it('every command of a menu, a button or a walkthrough is a command that is declared', () => {
  const { contributes } = manifest;
  const declared = new Set(contributes.commands.map((command: { command: string }) => command.command));
  // The editor makes one to show each view.
  for (const view of Object.values<{ id: string }[]>(contributes.views).flat())
    declared.add(`${view.id}.focus`);
  const text = JSON.stringify([contributes.menus, contributes.viewsWelcome, contributes.walkthroughs]);
  const named = [...text.matchAll(/"command":"([^"]+)"|command:(runstone\.[A-Za-z.]+)/g)].map(
    ([, a, b]) => a ?? b,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((command) => command?.startsWith('runstone.') && !declared.has(command))).toEqual([]);
});
