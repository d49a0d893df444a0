import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually, extension, internals, workspaceFolder } from './under-test.ts';

const scope = async () =>
  (await internals()).context.environmentVariableCollection.getScoped({ workspaceFolder: workspaceFolder() });

const pythonPathWithout = async (own: string | null | undefined) => {
  const platform = process.platform === 'darwin' ? 'osx' : 'linux';
  const settings = vscode.workspace.getConfiguration('terminal.integrated.env');
  const { Workspace } = vscode.ConfigurationTarget;
  await settings.update(platform, own === undefined ? undefined : { PYTHONPATH: own }, Workspace);
};

/** What a new terminal's shell says of the variable, with brackets around so that empty is seen. */
async function inTerminal(variable: string): Promise<string> {
  const file = path.join(workspaceFolder().uri.fsPath, `said-${Date.now()}.txt`);
  const terminal = vscode.window.createTerminal({ shellPath: '/bin/sh', cwd: workspaceFolder().uri });
  terminal.sendText(`printf '[%s]\\n' "$${variable}" > '${file}'`);
  try {
    return await eventually(() => {
      try {
        return /^\[(.*)\]\n$/.exec(readFileSync(file, 'utf8'))?.[1];
      } catch {
        return undefined;
      }
    });
  } finally {
    terminal.dispose();
    await vscode.workspace.fs.delete(vscode.Uri.file(file));
  }
}

describe('new terminals', () => {
  const client = async () => path.join((await extension()).extensionPath, 'dist', 'python');

  afterEach(() => pythonPathWithout(undefined));

  it('find the client and the folder, and no empty entry in PYTHONPATH', async () => {
    await extension();
    await pythonPathWithout(null);
    await eventually(async () => (await scope()).get('PYTHONPATH')?.value === (await client()));
    assert.equal(await inTerminal('PYTHONPATH'), await client());
    assert.equal(await inTerminal('RUNSTONE_DIR'), workspaceFolder().uri.fsPath);
  });

  it('keep the entries a person has set', async () => {
    await pythonPathWithout('/mine:/yours');
    await eventually(
      async () => (await scope()).get('PYTHONPATH')?.type === vscode.EnvironmentVariableMutatorType.Prepend,
    );
    assert.equal(await inTerminal('PYTHONPATH'), `${await client()}:/mine:/yours`);
  });

  it('drop the empty entries a person has left in it', async () => {
    await pythonPathWithout(':/mine:');
    await eventually(async () => (await scope()).get('PYTHONPATH')?.value === `${await client()}:/mine`);
    assert.equal(await inTerminal('PYTHONPATH'), `${await client()}:/mine`);
  });

  it('are left alone when the setting is off', async () => {
    const settings = vscode.workspace.getConfiguration('runstone', workspaceFolder().uri);
    await settings.update('terminalEnvironment', false, vscode.ConfigurationTarget.Workspace);
    await eventually(async () => (await scope()).get('PYTHONPATH') === undefined);
    await settings.update('terminalEnvironment', undefined, vscode.ConfigurationTarget.Workspace);
    await eventually(async () => (await scope()).get('RUNSTONE_DIR') !== undefined);
  });
});
