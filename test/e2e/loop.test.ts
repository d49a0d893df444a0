import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  answer,
  checkbox,
  expand,
  openTerminal,
  pick,
  runCommand,
  runsTree,
  tick,
  treeRow,
  typeInTerminal,
} from '../../tools/editor/workbench.mjs';
import { ComparePanel } from './compare-page.ts';
import { useEditor } from './editor.ts';
import { runsOnDisk } from './journal.ts';

const patiently = { timeout: 60_000 };

describe('from log() to pixel', () => {
  const editor = useEditor();
  let window: Page;
  let panel: ComparePanel;
  const runs = () => treeRow(window, /val_acc/);
  const nameOf = async (index: number) =>
    ((await runs().nth(index).locator('.label-name').textContent()) ?? '').trim();

  beforeAll(async () => {
    window = await editor.current.open();
    panel = new ComparePanel(window);
  });

  it('lists the runs of the folder, newest first, under their experiment', async () => {
    await treeRow(window, 'digits').first().waitFor();
    await expect.poll(() => runs().count(), patiently).toBe(3);
  });

  it('shows what a run holds under it', async () => {
    await expand(runs().first());
    for (const part of ['Params', 'Metrics', 'Artifacts', 'Output', 'Commit']) {
      await treeRow(window, part).waitFor();
    }
    await expand(treeRow(window, 'Params'));
    await treeRow(window, /hidden\s*64/).waitFor();
    await expand(runs().first(), false);
  });

  it('compares two ticked runs in a table and in curves', async () => {
    const [first, second] = [await nameOf(0), await nameOf(1)];
    await tick(runs().nth(0));
    await tick(runs().nth(1));
    await runCommand(window, 'Runstone: Compare Selected Runs');
    await panel.waitUntilDrawn('val_acc');
    await panel.row(first).waitFor();
    await panel.row(second).waitFor();
    expect(await panel.lastStep('val_acc')).toBe(9);
    expect(await panel.chart('val_acc').getAttribute('aria-label')).toContain('2 lines');
  });

  it('sorts by a click on a column', async () => {
    const header = panel.header('val_loss');
    await header.click();
    await expect.poll(() => header.getAttribute('aria-sort'), patiently).toBe('ascending');
  });

  it('records `python train.py` from the terminal with nothing installed, and draws it while it grows', async () => {
    const before = runsOnDisk(editor.current.folder).length;
    const terminal = await openTerminal(window);
    await typeInTerminal(window, 'python train.py --lr 0.02 --epochs 2000 --delay 0.1');
    await terminal.filter({ hasText: /epoch +1 / }).waitFor();
    expect(runsOnDisk(editor.current.folder)).toHaveLength(before + 1);
    const live = treeRow(window, /val_acc/).first();
    await expect.poll(() => runs().count(), patiently).toBe(4);
    await tick(live);
    await expect.poll(() => panel.lastStep('val_acc'), patiently).toBeGreaterThan(9);
    const seen = await panel.lastStep('val_acc');
    await expect.poll(() => panel.lastStep('val_acc'), patiently).toBeGreaterThan(seen + 5);
  });

  it('keeps everything that was logged before `kill -9`, and shows the run as interrupted', async () => {
    const pid = runsOnDisk(editor.current.folder).at(-1)?.pid ?? 0;
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 'SIGKILL');
    await runsTree(window).getByRole('treeitem', { name: ', interrupted, ' }).waitFor();
    const logged = runsOnDisk(editor.current.folder).at(-1)?.lastStep;
    await expect.poll(() => panel.lastStep('val_acc'), patiently).toBe(logged);
    await panel.row('interrupted').waitFor();
  });

  it('renames a run through the palette, in tree and table alike', async () => {
    const name = await nameOf(3);
    await runCommand(window, 'Runstone: Rename Run');
    await pick(window, name);
    await answer(window, 'the first of all');
    await treeRow(window, 'the first of all').waitFor();
    await panel.row('the first of all').waitFor();
  });

  it('is as it was after the window was closed and opened again', async () => {
    await editor.current.close(window);
    window = await editor.current.open();
    panel = new ComparePanel(window);
    await panel.waitUntilDrawn('val_acc');
    expect(await panel.header('val_loss').getAttribute('aria-sort')).toBe('ascending');
    expect(await panel.chart('val_acc').getAttribute('aria-label')).toContain('3 lines');
    await treeRow(window, 'the first of all').waitFor();
    for (const [index, ticked] of ['true', 'true', 'true', 'false'].entries()) {
      expect(await checkbox(runs().nth(index)).getAttribute('aria-checked')).toBe(ticked);
    }
  });

  it('builds its catalog anew when the file is gone', async () => {
    await editor.current.close(window);
    rmSync(path.join(editor.current.folder, '.runstone', 'catalog.db'), { force: true });
    window = await editor.current.open();
    await expect.poll(() => runs().count(), patiently).toBe(4);
    await treeRow(window, 'the first of all').waitFor();
  });
});
