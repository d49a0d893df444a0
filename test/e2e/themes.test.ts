import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, tick, treeRow } from '../../tools/editor/workbench.mjs';
import { ComparePanel } from './compare-page.ts';
import { useEditor } from './editor.ts';

const themes = {
  'Default Dark Modern': 'vscode-dark',
  'Default Light Modern': 'vscode-light',
  'Default High Contrast': 'vscode-high-contrast',
  'Default High Contrast Light': 'vscode-high-contrast-light',
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
      await editor.current.change({ 'workbench.colorTheme': theme });
      await expect
        .poll(async () => (await panel.body().getAttribute('class'))?.split(' '), { timeout: 60_000 })
        .toContain(bodyClass);
      await panel.waitUntilDrawn('val_acc');
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
