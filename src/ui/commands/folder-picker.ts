import * as vscode from 'vscode';
import type { FolderCatalog } from '../catalogs.ts';

/** The one there is, or the one the person chooses; undefined when there is none or they turn away. */
export async function pickFolder(
  catalogs: readonly FolderCatalog[],
  question: string,
): Promise<FolderCatalog | undefined> {
  if (catalogs.length <= 1) return catalogs[0];
  const items = catalogs.map((catalog) => ({
    label: catalog.folder.name,
    description: catalog.folder.uri.fsPath,
    iconPath: new vscode.ThemeIcon('root-folder'),
    catalog,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: question });
  return picked?.catalog;
}
