import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { RunId } from '../../src/domain/run.ts';
import { notesUri } from '../../src/ui/notes/notes-uri.ts';
import { withPerson } from './person.ts';
import { LiveTraining, train } from './training.ts';
import { catalog, detailOf, eventually, internals, rowOf, workspaceFolder } from './under-test.ts';

const store = (...names: string[]) => path.join(workspaceFolder().uri.fsPath, '.runstone', ...names);

function journalFacts(): { type: string; runId?: string }[] {
  return readdirSync(store('journal')).flatMap((name) =>
    readFileSync(store('journal', name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  );
}

function reference(runId: RunId) {
  return { folder: workspaceFolder().uri.toString(), runId };
}

async function rebuild(): Promise<void> {
  await (await catalog()).call('rebuild', {});
}

describe('what a person says about runs', () => {
  it('renames a run, for ever', async () => {
    const runId = await train('experiment="facts"');
    await rowOf(runId);
    await withPerson({ input: ' keen-heron ' }, () =>
      Promise.resolve(vscode.commands.executeCommand('runstone.renameRun', reference(runId))),
    );
    assert.equal((await detailOf(runId))?.name, 'keen-heron');
    assert.deepEqual(
      journalFacts()
        .filter((fact) => fact.runId === runId)
        .map(({ type }) => type),
      ['run.renamed'],
    );
    await rebuild();
    assert.equal((await detailOf(runId))?.name, 'keen-heron');
  });

  it('acts on all rows that are selected, and removes what it added', async () => {
    const runIds = [await train('experiment="facts"'), await train('experiment="facts"')];
    const rows = await Promise.all(runIds.map(rowOf));
    const { catalogs } = await internals();
    await catalogs.of(workspaceFolder()).call('record', {
      facts: runIds.map((runId) => ({ type: 'tags', runId, values: { paper: 'fig 3' } })),
    });
    assert.deepEqual((await detailOf(runIds[1] as RunId))?.tags, { paper: 'fig 3' });
    const fresh = await Promise.all(runIds.map(rowOf));
    assert.equal(fresh.length, rows.length);
    // A list in which several are picked answers with a list.
    const pick = vscode.window.showQuickPick;
    Object.assign(vscode.window, { showQuickPick: async () => ['paper'] });
    try {
      await vscode.commands.executeCommand('runstone.removeTag', fresh[0], fresh);
    } finally {
      Object.assign(vscode.window, { showQuickPick: pick });
    }
    for (const runId of runIds) assert.deepEqual((await detailOf(runId))?.tags, {});
  });

  it('keeps notes of several lines when their document is saved', async () => {
    const runId = await train('experiment="facts", notes="first"');
    await rowOf(runId);
    const document = await vscode.workspace.openTextDocument(notesUri(reference(runId), 'a/b\nc'));
    assert.equal(document.getText(), 'first');
    assert.equal(document.languageId, 'markdown');
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) =>
      edit.insert(document.lineAt(document.lineCount - 1).range.end, '\n\n- second'),
    );
    // An editor in a browser may have saved it by itself already.
    await document.save();
    await eventually(() => !document.isDirty);
    await eventually(async () => (await detailOf(runId))?.notes === 'first\n\n- second');
    await rebuild();
    assert.equal((await detailOf(runId))?.notes, 'first\n\n- second');
  });

  it('archives a run, and takes it back when asked to', async () => {
    const runId = await train('experiment="facts"');
    await rowOf(runId);
    const archive = () =>
      Promise.resolve(vscode.commands.executeCommand('runstone.archiveRun', reference(runId)));
    await withPerson({}, archive);
    assert.equal((await detailOf(runId))?.archived, true);
    await vscode.commands.executeCommand('runstone.restoreRun', reference(runId));
    assert.equal((await detailOf(runId))?.archived, false);
    await withPerson({ button: 'Undo' }, archive);
    await eventually(async () => (await detailOf(runId))?.archived === false);
  });

  it('deletes a run and its folder only after a yes', async () => {
    const runId = await train('experiment="facts"');
    await rowOf(runId);
    const remove = () =>
      Promise.resolve(vscode.commands.executeCommand('runstone.deleteRun', reference(runId)));
    const { messages } = await withPerson({}, remove);
    assert.equal(messages.length, 1);
    assert.equal(existsSync(store('runs', runId)), true);
    await withPerson({ button: 'Delete' }, remove);
    assert.equal(existsSync(store('runs', runId)), false);
    assert.equal(await detailOf(runId), undefined);
    await rebuild();
    assert.equal(await detailOf(runId), undefined);
  });

  it('does not delete a run that trains', async () => {
    const training = await LiveTraining.start('experiment="facts"');
    try {
      await rowOf(training.runId);
      const { messages } = await withPerson({ button: 'Delete' }, () =>
        Promise.resolve(vscode.commands.executeCommand('runstone.deleteRun', reference(training.runId))),
      );
      assert.match(messages.join('\n'), /still training/);
      assert.equal(existsSync(store('runs', training.runId)), true);
    } finally {
      await training.end();
    }
  });

  it('leaves the place alone that a link in a journal leads to', async () => {
    const elsewhere = `${workspaceFolder().uri.fsPath}-elsewhere`;
    mkdirSync(elsewhere, { recursive: true });
    writeFileSync(path.join(elsewhere, 'precious.txt'), 'mine');
    const runId = await train('experiment="facts", name="linked"');
    await rowOf(runId);
    const { catalogs } = await internals();
    const target = { catalog: catalogs.of(workspaceFolder()), runId };
    await vscode.workspace.fs.delete(vscode.Uri.file(store('runs', runId)), { recursive: true });
    symlinkSync(elsewhere, store('runs', runId));
    const row = { kind: 'run', ...target, run: { runId, name: 'linked', status: 'finished', tags: {} } };
    const { messages } = await withPerson({ button: 'Delete' }, () =>
      Promise.resolve(vscode.commands.executeCommand('runstone.deleteRun', row)),
    );
    assert.match(messages.at(-1) ?? '', /link to another place/);
    assert.equal(readFileSync(path.join(elsewhere, 'precious.txt'), 'utf8'), 'mine');
    await vscode.workspace.fs.delete(vscode.Uri.file(store('runs', runId)));
    await vscode.workspace.fs.delete(vscode.Uri.file(elsewhere), { recursive: true });
  });
});
