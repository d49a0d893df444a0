import * as vscode from 'vscode';
import type { Catalogs } from './catalogs.ts';

/** Opens the catalog of each folder that holds `.runstone`, now or as soon as a training makes it. */
export function openWhereRunsAre(catalogs: Catalogs): vscode.Disposable {
  const watchers = new Map<string, vscode.Disposable>();
  const lookAt = (folder: vscode.WorkspaceFolder) => {
    if (folder.uri.scheme !== 'file') return;
    // Without `**` in it the pattern watches the folder alone, not what lies below.
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, '.runstone'),
      false,
      true,
      true,
    );
    watcher.onDidCreate(() => catalogs.of(folder));
    watchers.set(folder.uri.toString(), watcher);
    vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, '.runstone')).then(
      () => catalogs.of(folder),
      () => {},
    );
  };
  for (const folder of vscode.workspace.workspaceFolders ?? []) lookAt(folder);
  const folders = vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    for (const folder of removed) watchers.get(folder.uri.toString())?.dispose();
    for (const folder of added) lookAt(folder);
  });
  return new vscode.Disposable(() => {
    folders.dispose();
    for (const watcher of watchers.values()) watcher.dispose();
  });
}
