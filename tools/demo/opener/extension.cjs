// Not a part of the product: what a person would click, done once when the demo's window opens.
const { commands, workspace } = require('vscode');

/** @param {import('vscode').ExtensionContext} context */
exports.activate = async ({ workspaceState }) => {
  if (!workspace.workspaceFolders || workspaceState.get('isOpened')) return;
  await workspaceState.update('isOpened', true);
  await commands.executeCommand('runstone.runs.focus');
  await commands.executeCommand('runstone.compareAll');
};
