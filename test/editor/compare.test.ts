import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunId } from '../../src/domain/run.ts';
import { train } from './training.ts';
import { eventually, internals, rowOf, workspaceFolder } from './under-test.ts';

const isCompare = ({ input }: vscode.Tab) =>
  input instanceof vscode.TabInputWebview && input.viewType.endsWith('runstone.compare');

const compareTabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isCompare));

describe('comparing', () => {
  it('ticks the newest eight runs and opens one panel when nothing is ticked', async () => {
    const runIds = [];
    for (let i = 0; i < 9; i++) runIds.push(await train('experiment="many"'));
    for (const runId of runIds) await rowOf(runId);
    const { selection } = await internals();
    const folder = workspaceFolder().uri.toString();
    const ticked = () => selection.of(folder).map(({ runId }) => runId);
    await selection.set(folder, ticked(), false);
    await vscode.commands.executeCommand('runstone.compareAll');
    assert.deepEqual(ticked().toSorted(), runIds.slice(1).toSorted());
    assert.deepEqual(
      selection.of(folder).map(({ look }) => look),
      [0, 1, 2, 3, 4, 5, 6, 7],
    );
    await eventually(() => compareTabs().length === 1);
    await vscode.commands.executeCommand('runstone.compareSelected');
    assert.equal(compareTabs().length, 1);
  });

  it('ticks runs that start while the panel is open, as long as there is room, and never again what was unticked', async () => {
    const { selection } = await internals();
    const folder = workspaceFolder().uri.toString();
    const isTicked = (runId: RunId) => selection.has(folder, runId);
    const full = await train('experiment="beside the panel"');
    await rowOf(full);
    assert.equal(isTicked(full), false);
    await selection.set(
      folder,
      selection.of(folder).map(({ runId }) => runId),
      false,
    );
    const first = await train('experiment="beside the panel"');
    await eventually(() => isTicked(first));
    await selection.set(folder, [first], false);
    const second = await train('experiment="beside the panel"');
    await eventually(() => isTicked(second));
    assert.equal(isTicked(first), false);
    await vscode.window.tabGroups.close(compareTabs());
  });

  it('ticks in the tree what is selected for comparison, and unticks what is not', async () => {
    const runId = await train('experiment="ticked"');
    const { tree, selection } = await internals();
    const folder = workspaceFolder().uri.toString();
    const state = async () => {
      const { checkboxState } = tree.getTreeItem(await rowOf(runId));
      return typeof checkboxState === 'object' ? checkboxState.state : checkboxState;
    };
    assert.equal(await state(), vscode.TreeItemCheckboxState.Unchecked);
    await selection.set(folder, [runId], true);
    assert.equal(await state(), vscode.TreeItemCheckboxState.Checked);
    await selection.set(folder, [runId], false);
    assert.equal(await state(), vscode.TreeItemCheckboxState.Unchecked);
  });

  after(async () => {
    await vscode.window.tabGroups.close(compareTabs());
  });
});
