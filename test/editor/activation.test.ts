import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type CommandName, commandId, commands } from '../../src/contributions/commands.ts';
import { extension } from './under-test.ts';

describe('activation', () => {
  it('makes the extension active and hands its insides to tests only', async () => {
    const { isActive, exports } = await extension();
    assert.equal(isActive, true);
    assert.equal(exports.context.extensionMode, vscode.ExtensionMode.Test);
  });

  it('registers the commands of the table, and no others', async () => {
    await extension();
    const all = await vscode.commands.getCommands(true);
    // The editor makes commands of its own for every view: focus, open, toggleVisibility and the like.
    const ours = all.filter((id) => /^runstone\.[A-Za-z]+$/.test(id));
    const expected = (Object.keys(commands) as CommandName[]).map(commandId);
    assert.deepEqual(ours.sort(), expected.sort());
  });

  it('declares the same commands in the manifest', async () => {
    const { packageJSON } = await extension();
    const declared = packageJSON.contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(declared.sort(), (Object.keys(commands) as CommandName[]).map(commandId).sort());
  });
});
