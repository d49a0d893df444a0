import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { failure, type Result, success } from '../../base/result.ts';
import { formatPlural } from '../../domain/format.ts';
import { resolveInside } from '../../journal/contained-path.ts';
import { runstoneFolder } from '../../journal/folder.ts';
import type { Selection } from '../selection.ts';
import type { CommandHandlers } from './registry.ts';
import type { RunTarget } from './run-picker.ts';
import { byFolder, type RunTargets } from './run-targets.ts';

/** Putting runs away, for a while or for good. */
export function removeCommands(
  targets: RunTargets,
  selection: Selection,
  log: vscode.LogOutputChannel,
): Pick<CommandHandlers, 'archiveRun' | 'restoreRun' | 'deleteRun'> {
  return {
    async archiveRun(...args) {
      const runs = await targets.many(args, { title: 'Archive Runs' });
      if (runs.length === 0) return;
      await record(runs, 'run.archived');
      // Not awaited: the command is done, the notification stays as long as the person lets it.
      void vscode.window
        .showInformationMessage(`Archived ${describeRuns(runs)}.`, 'Undo')
        .then((answer) => (answer ? record(runs, 'run.restored') : undefined));
    },
    async restoreRun(...args) {
      const runs = await targets.many(args, { title: 'Restore Archived Runs', archived: 'only' });
      await record(runs, 'run.restored');
    },
    async deleteRun(...args) {
      const runs = await targets.many(args, { title: 'Delete Runs', archived: 'with' });
      const running = runs.filter(({ run }) => run.status === 'running');
      if (running.length > 0) {
        const are = running.length === 1 ? 'is' : 'are';
        return failure(
          'running',
          `${describeRuns(running)} ${are} still training. Stop the training first, then delete.`,
        );
      }
      if (runs.length === 0 || !(await confirmDeletion(runs))) return undefined;
      await record(runs, 'run.deleted');
      for (const [catalog, some] of byFolder(runs)) {
        const runIds = some.map(({ run }) => run.runId);
        await selection.set(catalog.folder.uri.toString(), runIds, false);
      }
      const outcomes = [];
      for (const target of runs) outcomes.push(await removeFolder(target, log));
      return outcomes.find((outcome) => !outcome.ok);
    },
  };
}

async function record(
  runs: readonly RunTarget[],
  type: 'run.archived' | 'run.restored' | 'run.deleted',
): Promise<void> {
  for (const [catalog, some] of byFolder(runs))
    await catalog.call('record', { facts: some.map(({ run }) => ({ type, runId: run.runId })) });
}

function describeRuns(runs: readonly RunTarget[]): string {
  const [only] = runs;
  return runs.length === 1 && only ? `“${only.run.name}”` : formatPlural(runs.length, 'run');
}

/** Only the desktop on its own machine has a trash; elsewhere files are gone at once. */
function hasTrash(): boolean {
  return vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
}

async function confirmDeletion(runs: readonly RunTarget[]): Promise<boolean> {
  const its = runs.length === 1 ? 'its' : 'their';
  const where = hasTrash() ? 'move to the trash' : 'are removed for good; this cannot be undone';
  const answer = await vscode.window.showWarningMessage(
    `Delete ${describeRuns(runs)}?`,
    {
      modal: true,
      detail: `The recorded metrics and params, ${its} output and ${its} artifacts ${where}. Code and commits are not touched. Archiving keeps a run whole, out of sight.`,
    },
    'Delete',
  );
  return answer === 'Delete';
}

type Removal = Result<undefined, 'link'>;

/** Removes a run's folder, and nothing that a link makes look like one. */
async function removeFolder({ catalog, run }: RunTarget, log: vscode.LogOutputChannel): Promise<Removal> {
  const root = path.join(runstoneFolder(catalog.folder.uri.fsPath), 'runs');
  const found = await resolveInside(root, run.runId);
  if (!found.ok && found.reason === 'missing') return success(undefined);
  const isItself = found.ok && found.value === path.join(await realpath(root), run.runId);
  if (!isItself) {
    return failure(
      'link',
      `“${run.name}” is deleted from the list, but its folder is a link to another place and was left alone.`,
    );
  }
  await vscode.workspace.fs.delete(vscode.Uri.file(found.value), { recursive: true, useTrash: hasTrash() });
  log.info(`Deleted run ${run.runId}.`);
  return success(undefined);
}
