import * as vscode from 'vscode';

const key = 'sample project to show';

/** Opening a folder starts the extension anew: what is to be shown there is remembered until then. */
export async function greetLater(context: vscode.ExtensionContext, folder: vscode.Uri): Promise<void> {
  await context.globalState.update(key, folder.toString());
}

/** Shows the sample project that was made for this window, once. */
export async function greet(context: vscode.ExtensionContext): Promise<void> {
  const wanted = context.globalState.get<string>(key);
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === wanted);
  if (!folder) return;
  await context.globalState.update(key, undefined);
  await showProject(folder.uri);
}

/** Its training script, what to type beside it, and the sidebar where the runs will be. */
export async function showProject(folder: vscode.Uri): Promise<void> {
  const file = (name: string) => vscode.Uri.joinPath(folder, name);
  await vscode.commands.executeCommand('runstone.runs.focus');
  await vscode.window.showTextDocument(file('train.py'), { preview: false });
  // The preview is part of an extension that comes with the editor but can be turned off.
  await vscode.commands
    .executeCommand('markdown.showPreviewToSide', file('README.md'))
    .then(undefined, () =>
      vscode.window.showTextDocument(file('README.md'), { viewColumn: vscode.ViewColumn.Beside }),
    );
}
