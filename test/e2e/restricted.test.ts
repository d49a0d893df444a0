import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { quickInput, runCommand, treeRow } from '../../tools/editor/workbench.mjs';
import { ComparePanel } from './compare-page.ts';
import { useEditor } from './editor.ts';

describe('a folder that is not trusted', () => {
  const editor = useEditor({
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  });
  let window: Page;

  beforeAll(async () => {
    window = await editor.current.open();
  });

  it('is opened in Restricted Mode', async () => {
    await window.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
  });

  it('shows its runs, and compares them', async () => {
    await treeRow(window, /val_acc/)
      .nth(2)
      .waitFor();
    await runCommand(window, 'Runstone: Compare All Runs');
    const panel = new ComparePanel(window);
    await panel.row('rowheader').or(panel.header('Run')).first().waitFor();
  });

  it('offers no command that would write a project', async () => {
    await window.keyboard.press('F1');
    await quickInput(window).locator('input[type="text"]').first().fill('>Runstone: ');
    const commands = quickInput(window).locator('.monaco-list-row');
    await commands.filter({ hasText: 'Runstone: Compare All Runs' }).first().waitFor();
    expect(await commands.filter({ hasText: 'Create Sample Project' }).count()).toBe(0);
    await window.keyboard.press('Escape');
  });
});
