import { appendFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, pick, runCommand, treeRow } from '../../tools/editor/workbench.mjs';
import { useEditor } from './editor.ts';
import { runsOnDisk } from './journal.ts';

describe('a folder that more than one writes to', () => {
  const editor = useEditor();
  let first: Page;
  let second: Page;

  beforeAll(async () => {
    first = await editor.current.open();
    second = await editor.current.open();
  });

  it('shows its runs in two windows at once', async () => {
    for (const window of [first, second]) {
      const runs = treeRow(window, /val_acc/);
      await runs.nth(2).waitFor();
    }
  });

  it('shows in one window what was renamed in the other', async () => {
    const run = treeRow(first, /val_acc/).first();
    const name = (await run.locator('.label-name').textContent()) ?? '';
    await runCommand(first, 'Runstone: Rename Run');
    await pick(first, name);
    await answer(first, 'seen by both');
    await treeRow(second, 'seen by both').waitFor();
  });

  it('names a line that cannot be read in Problems, and reads the others', async () => {
    const [run] = runsOnDisk(editor.current.folder);
    appendFileSync(
      run?.file ?? '',
      '{"type": "metrics", "at"\n{"type":"tags","at":1,"values":{"after":"it"}}\n',
    );
    await runCommand(first, 'Problems: Focus on Problems View');
    const problems = first.locator('.markers-panel');
    await problems.getByText('main.jsonl').first().waitFor();
    await problems.getByText('This event is left out: not valid JSON').first().waitFor();
    expect(await treeRow(first, /val_acc/).count()).toBe(3);
  });
});
