import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, runCommand, tick, treeRow } from '../../tools/editor/workbench.mjs';
import { root } from '../../tools/setup/everything.mjs';
import { ComparePanel } from './compare-page.ts';
import { useEditor } from './editor.ts';

const themes = {
  'Light Modern': 'vscode-light',
  'Dark High Contrast': 'vscode-high-contrast',
  'Light High Contrast': 'vscode-high-contrast-light',
  'Dark Modern': 'vscode-dark',
} as const;

describe('the compare panel in the themes of the editor', () => {
  const editor = useEditor();
  let panel: ComparePanel;
  let window: Page;

  beforeAll(async () => {
    window = await editor.current.open();
    panel = new ComparePanel(window);
    const runs = treeRow(window, /val_acc/);
    await runs.nth(2).waitFor();
    await tick(runs.nth(0));
    await tick(runs.nth(1));
    await runCommand(window, 'Runstone: Compare Selected Runs');
    await panel.waitUntilDrawn('val_acc');
  });

  for (const [theme, bodyClass] of Object.entries(themes)) {
    it(`follows ${theme}, without a fault that axe finds`, async () => {
      await runCommand(window, 'Preferences: Color Theme');
      await answer(window, theme);
      await expect
        .poll(async () => (await panel.body().getAttribute('class'))?.split(' '), { timeout: 60_000 })
        .toContain(bodyClass);
      await panel.waitUntilDrawn('val_acc');
      await window.screenshot({ path: path.join(root, 'out', 'pictures', `compare-${bodyClass}.png`) });
      const frame = await panel.frame();
      await frame.evaluate(axe.source);
      const violations = await frame.evaluate(async () => {
        const page = globalThis as unknown as { axe: typeof axe };
        const { violations } = await page.axe.run(document, { iframes: false });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
      });
      expect(violations).toEqual([]);
    });
  }
});
