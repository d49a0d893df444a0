import * as vscode from 'vscode';
import type { Catalogs } from '../catalogs.ts';
import { openNotes } from '../notes/open-notes.ts';
import type { CommandHandlers } from './registry.ts';
import { byFolder, type RunTargets } from './run-targets.ts';
import { parseTag } from './tag-text.ts';

/** What a person says about runs. */
export function editCommands(
  catalogs: Catalogs,
  targets: RunTargets,
): Pick<CommandHandlers, 'renameRun' | 'editNotes' | 'addTag' | 'removeTag'> {
  return {
    async renameRun(...args) {
      const target = await targets.one(args, { title: 'Rename Run' });
      if (!target) return;
      const { catalog, run } = target;
      const name = await vscode.window.showInputBox({
        title: 'Rename Run',
        value: run.name,
        prompt: `A new name for “${run.name}”`,
        validateInput: (text) => (text.trim() === '' ? 'A run needs a name.' : undefined),
      });
      if (name === undefined || name.trim() === run.name) return;
      await catalog.call('record', {
        facts: [{ type: 'run.renamed', runId: run.runId, name: name.trim() }],
      });
    },
    async editNotes(...args) {
      const target = await targets.one(args, { title: 'Edit Notes' });
      if (target) await openNotes(target);
    },
    async addTag(...args) {
      const runs = await targets.many(args, { title: 'Add Tag to Runs' });
      if (runs.length === 0) return;
      const tag = await askForTag(await knownTags(catalogs));
      if (!tag) return;
      for (const [catalog, some] of byFolder(runs)) {
        await catalog.call('record', {
          facts: some.map(({ run }) => ({
            type: 'tags',
            runId: run.runId,
            values: { [tag.key]: tag.value },
          })),
        });
      }
    },
    async removeTag(...args) {
      const runs = await targets.many(args, { title: 'Remove Tag from Runs', archived: 'with' });
      if (runs.length === 0) return;
      const keys = [...new Set(runs.flatMap(({ run }) => Object.keys(run.tags)))].sort();
      const picked = await vscode.window.showQuickPick(keys, {
        title: 'Remove Tag',
        canPickMany: true,
        placeHolder: keys.length > 0 ? 'Choose tags to remove' : 'These runs have no tags',
      });
      if (!picked || picked.length === 0) return;
      const values = Object.fromEntries(picked.map((key) => [key, null]));
      for (const [catalog, some] of byFolder(runs)) {
        const tagged = some.filter(({ run }) => picked.some((key) => Object.hasOwn(run.tags, key)));
        await catalog.call('record', {
          facts: tagged.map(({ run }) => ({ type: 'tags', runId: run.runId, values })),
        });
      }
    },
  };
}

async function knownTags(catalogs: Catalogs): Promise<readonly string[]> {
  const filter = { archived: 'with' } as const;
  const columns = await Promise.all(catalogs.all().map((catalog) => catalog.call('columns', { filter })));
  const tags = columns.flat().filter(({ group }) => group === 'tag');
  return [...new Set(tags.map(({ key }) => key))].sort();
}

/** A list of the tags in use that also takes a new one: what is typed stands on top as a choice of its own. */
async function askForTag(known: readonly string[]) {
  const picker = vscode.window.createQuickPick();
  picker.title = 'Add Tag';
  picker.placeholder = 'key or key=value';
  const offer = () => {
    const typed = picker.value.trim();
    const fresh = typed !== '' && !known.includes(typed) ? [{ label: typed, description: 'new' }] : [];
    picker.items = [...fresh, ...known.map((label) => ({ label }))];
  };
  offer();
  picker.onDidChangeValue(offer);
  picker.show();
  try {
    const text = await new Promise<string | undefined>((resolve) => {
      picker.onDidAccept(() => resolve(picker.selectedItems[0]?.label));
      picker.onDidHide(() => resolve(undefined));
    });
    return text === undefined ? undefined : parseTag(text);
  } finally {
    picker.dispose();
  }
}
