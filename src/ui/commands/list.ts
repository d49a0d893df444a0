import * as vscode from 'vscode';
import { failure } from '../../base/result.ts';
import { type SortChoice, sortChoices } from '../runs/list-options.ts';
import { isNode } from '../runs/nodes.ts';
import type { RunsTree } from '../runs/tree.ts';
import type { CommandHandlers } from './registry.ts';
import type { RunTargets } from './run-targets.ts';

/** What is listed in the tree, and in which order. */
export function listCommands(
  tree: RunsTree,
  targets: RunTargets,
): Pick<
  CommandHandlers,
  'filterRuns' | 'clearFilter' | 'sortRuns' | 'showArchived' | 'hideArchived' | 'showMoreRuns' | 'openRun'
> {
  return {
    async filterRuns() {
      const text = await vscode.window.showInputBox({
        title: 'Filter Runs',
        value: tree.options.text,
        prompt: 'Words that must all occur in a run’s name, experiment, params, tags, notes, branch or id',
        placeHolder: 'digits lr 0.02',
      });
      if (text !== undefined) tree.setOptions({ text: text.trim() });
    },
    clearFilter: () => tree.setOptions({ text: '' }),
    async sortRuns() {
      const present = tree.options.sort;
      const items = (Object.keys(sortChoices) as SortChoice[]).map((sort) => ({
        label: sortChoices[sort].label,
        iconPath: new vscode.ThemeIcon(sort === present ? 'check' : 'blank'),
        sort,
      }));
      const picked = await vscode.window.showQuickPick(items, { title: 'Sort Runs' });
      if (picked) tree.setOptions({ sort: picked.sort });
    },
    showArchived: () => tree.setOptions({ archived: 'with' }),
    hideArchived: () => tree.setOptions({ archived: 'without' }),
    showMoreRuns(node) {
      if (isNode(node) && node.kind === 'more') tree.showMore(node.catalog, node.experiment);
    },
    async openRun(...args) {
      const target = await targets.one(args, { title: 'Reveal Run in Sidebar', archived: 'with' });
      if (!target || (await tree.reveal(target.catalog, target.run.runId))) return undefined;
      return failure('missing', `“${target.run.name}” is not there any more.`);
    },
  };
}
