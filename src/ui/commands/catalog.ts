import * as vscode from 'vscode';
import { formatPlural } from '../../domain/format.ts';
import type { Catalogs } from '../catalogs.ts';
import { pickFolder } from './folder-picker.ts';
import type { CommandHandlers } from './registry.ts';

export function catalogCommands(
  catalogs: Catalogs,
  log: vscode.LogOutputChannel,
): Pick<CommandHandlers, 'rebuildCatalog' | 'showLog' | 'showProblems'> {
  return {
    async rebuildCatalog() {
      const catalog = await pickFolder(catalogs.all(), 'Rebuild the catalog of which folder?');
      if (!catalog) return;
      const title = `Rebuilding the catalog of ${catalog.folder.name} from its journal`;
      const began = Date.now();
      const status = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title },
        () => catalog.call('rebuild', {}),
      );
      log.info(`${catalog.folder.name}: rebuilt in ${Date.now() - began} ms.`);
      const text = `Read ${formatPlural(status.runs, 'run')} again from the journal`;
      vscode.window.setStatusBarMessage(`$(check) ${text}`, 5_000);
    },
    showLog: () => log.show(),
    async showProblems() {
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    },
  };
}
