import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { withPerson } from './person.ts';
import { extension } from './under-test.ts';

describe('Create Sample Project', () => {
  const parent = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'runstone-sample-')));
  after(() => rmSync(parent, { recursive: true, force: true }));

  const create = (folder: string) =>
    withPerson({}, () =>
      Promise.resolve(
        vscode.commands.executeCommand('runstone.createSampleProject', { example: 'digits', folder }),
      ),
    );

  it('writes a project of its own repository into a new folder', async () => {
    const { extensionPath } = await extension();
    const folder = path.join(parent, 'fresh');
    const { messages } = await create(folder);
    assert.deepEqual(messages, [`The sample project is in ${folder}.`]);
    const script = readFileSync(path.join(folder, 'train.py'), 'utf8');
    assert.equal(script, readFileSync(path.join(extensionPath, 'dist/examples/digits/train.py'), 'utf8'));
    const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
    assert.equal(git('log', '--format=%s').trim(), 'Begin with the sample project');
    assert.equal(git('status', '--short'), '');
  });

  it('writes over nothing', async () => {
    const folder = path.join(parent, 'used');
    await vscode.workspace.fs.createDirectory(vscode.Uri.file(folder));
    writeFileSync(path.join(folder, 'train.py'), 'mine');
    const { messages } = await create(folder);
    assert.match(messages.join('\n'), /is not empty/);
    assert.deepEqual(readdirSync(folder), ['train.py']);
    assert.equal(readFileSync(path.join(folder, 'train.py'), 'utf8'), 'mine');
  });
});
