import * as vscode from 'vscode';
import { Catalogs } from './ui/catalogs.ts';
import { catalogCommands } from './ui/commands/catalog.ts';
import { compareCommands } from './ui/commands/compare.ts';
import { editCommands } from './ui/commands/edit.ts';
import { listCommands } from './ui/commands/list.ts';
import { openCommands } from './ui/commands/open.ts';
import { registerCommands } from './ui/commands/registry.ts';
import { removeCommands } from './ui/commands/remove.ts';
import { RunTargets } from './ui/commands/run-targets.ts';
import { ComparePanels } from './ui/compare/panels.ts';
import type { Internals } from './ui/internals.ts';
import { NotesFileSystem } from './ui/notes/notes-file-system.ts';
import { openWhereRunsAre } from './ui/open-where-runs-are.ts';
import { Problems } from './ui/problems.ts';
import { keepContexts } from './ui/run-contexts.ts';
import { RunsTree } from './ui/runs/tree.ts';
import { sampleProjectCommands } from './ui/sample/commands.ts';
import { greet } from './ui/sample/greeting.ts';
import { Selection } from './ui/selection.ts';
import { StatusBar } from './ui/status/status-bar.ts';
import { TerminalEnvironment } from './ui/terminal/environment.ts';
import { nameInstalledClient } from './ui/terminal/installed-client.ts';

let catalogsToSave: Catalogs | undefined;

export function activate(context: vscode.ExtensionContext): Internals | undefined {
  const log = vscode.window.createOutputChannel('Runstone', { log: true });
  const catalogs = new Catalogs(context.extensionUri, log);
  const selection = new Selection(context.workspaceState);
  const tree = new RunsTree(catalogs, selection);
  const panels = new ComparePanels(context.extensionUri, catalogs, selection, log);
  const targets = new RunTargets(catalogs, () => tree.view.selection);
  catalogsToSave = catalogs;

  const commands = registerCommands(
    {
      ...compareCommands(catalogs, selection, panels, targets),
      ...listCommands(tree, targets),
      ...editCommands(catalogs, targets),
      ...removeCommands(targets, selection, log),
      ...openCommands(targets),
      ...catalogCommands(catalogs, log),
      ...sampleProjectCommands(context, log),
    },
    log,
  );
  context.subscriptions.push(
    log,
    catalogs,
    selection,
    tree,
    panels,
    commands,
    keepContexts(catalogs, selection),
    new StatusBar(catalogs),
    new Problems(catalogs),
    new NotesFileSystem(catalogs),
    new TerminalEnvironment(context.environmentVariableCollection, context.extensionUri),
    nameInstalledClient(String(context.extension.packageJSON.version), log),
    openWhereRunsAre(catalogs),
  );
  void greet(context);
  const isUnderTest = context.extensionMode === vscode.ExtensionMode.Test;
  return isUnderTest ? { catalogs, tree, selection, context } : undefined;
}

/** The window closes: what the catalogs have read is saved, so that the next start is at once. */
export async function deactivate(): Promise<void> {
  await catalogsToSave?.close();
}
