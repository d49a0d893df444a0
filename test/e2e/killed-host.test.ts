import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTerminal, runCommand, tick, treeRow, typeInTerminal } from '../../tools/editor/workbench.mjs';
import { ComparePanel } from './compare-page.ts';
import { useEditor } from './editor.ts';
import { extensionHostsOf } from './extension-hosts.ts';
import { runsOnDisk } from './journal.ts';

const patiently = { timeout: 90_000 };

describe.runIf(process.platform === 'linux')('an extension host that is killed while a training logs', () => {
  const editor = useEditor();
  let window: Page;
  let panel: ComparePanel;
  const runs = () => treeRow(window, /val_acc/);
  const live = () => runsOnDisk(editor.current.folder).at(-1);

  beforeAll(async () => {
    window = await editor.current.open();
    panel = new ComparePanel(window);
  });
  afterAll(() => {
    const pid = live()?.pid;
    if (pid) process.kill(pid, 'SIGKILL');
  });

  it('has a curve on show that grows', async () => {
    const terminal = await openTerminal(window);
    await typeInTerminal(window, 'python train.py --lr 0.02 --epochs 4000 --delay 0.1');
    await terminal.filter({ hasText: /epoch +1 / }).waitFor();
    await expect.poll(() => runs().count(), patiently).toBe(4);
    await tick(runs().first());
    await runCommand(window, 'Runstone: Compare Selected Runs');
    await expect.poll(() => panel.lastStep('val_acc'), patiently).toBeGreaterThan(5);
  });
  it('is started again by the editor, and lists what it listed, the training still running', async () => {
    const killed = extensionHostsOf(editor.current.serverPid);
    expect(killed.length).toBeGreaterThan(0);
    const before = live()?.lastStep ?? 0;
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    await expect
      .poll(
        () => extensionHostsOf(editor.current.serverPid).filter((pid) => !killed.includes(pid)).length,
        patiently,
      )
      .toBeGreaterThan(0);
    await expect.poll(() => runs().count(), patiently).toBe(4);
    await expect.poll(() => live()?.lastStep, patiently).toBeGreaterThan(before);
    // The editor closes the panels of a host that is gone.
    await runCommand(window, 'Runstone: Compare Selected Runs');
    await expect.poll(() => panel.lastStep('val_acc'), patiently).toBeGreaterThan(before);
  });

  it('has lost nothing when the window is loaded again: tree, table and the curve that goes on', async () => {
    const logged = live()?.lastStep ?? 0;
    await window.reload();
    await expect.poll(() => runs().count(), patiently).toBe(4);
    await panel.waitUntilDrawn('val_acc');
    await expect.poll(() => panel.lastStep('val_acc'), patiently).toBeGreaterThan(logged);
  });
});
