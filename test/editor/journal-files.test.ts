import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { RunId } from '../../src/domain/run.ts';
import { withPerson } from './person.ts';
import { train } from './training.ts';
import { eventually, internals, rowOf, workspaceFolder } from './under-test.ts';

const runFolder = (runId: RunId) => path.join(workspaceFolder().uri.fsPath, '.runstone', 'runs', runId);

function journalOf(runId: RunId): string {
  const name = readdirSync(runFolder(runId)).find((file) => file.endsWith('.jsonl'));
  assert.ok(name);
  return path.join(runFolder(runId), name);
}

const ours = (file: string) =>
  vscode.languages.getDiagnostics(vscode.Uri.file(file)).filter(({ source }) => source === 'Runstone');

describe('journals that came from anywhere', () => {
  it('shows a line that is no event as a problem, and takes it back when the line is gone', async () => {
    const runId = await train('experiment="broken"');
    await rowOf(runId);
    const file = journalOf(runId);
    const whole = readFileSync(file, 'utf8');
    appendFileSync(file, 'this is no event\n');
    const [problem] = await eventually(() => {
      const found = ours(file);
      return found.length > 0 ? found : undefined;
    });
    assert.equal(problem?.range.start.line, whole.split('\n').length - 1);
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Warning);
    writeFileSync(file, whole);
    await eventually(() => ours(file).length === 0);
  });

  it('opens no artifact whose path leaves the run', async () => {
    const runId = await train('experiment="hostile"');
    const secret = path.join(workspaceFolder().uri.fsPath, 'secret.txt');
    writeFileSync(secret, 'secret');
    const row = await rowOf(runId);
    const artifact = {
      kind: 'artifact',
      catalog: row.catalog,
      runFolder: runFolder(runId),
      artifact: { name: 'x', path: '../../../secret.txt', kind: 'file', sizeBytes: 6, sha256: null },
    };
    const { messages } = await withPerson({}, () =>
      Promise.resolve(vscode.commands.executeCommand('runstone.openArtifact', artifact)),
    );
    assert.match(messages.join('\n'), /lies outside/);
    assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.fsPath === secret));
  });

  it('opens an artifact that is where it should be', async () => {
    const runId = await train('experiment="kept"', 'run.log_artifact(b"{}", name="report.json")');
    await rowOf(runId);
    await withPerson({ pick: 'report.json' }, () =>
      Promise.resolve(
        vscode.commands.executeCommand('runstone.openArtifact', {
          folder: workspaceFolder().uri.toString(),
          runId,
        }),
      ),
    );
    await eventually(() => vscode.window.activeTextEditor?.document.fileName.endsWith('report.json'));
    assert.equal(vscode.window.activeTextEditor?.document.getText(), '{}');
  });

  it('writes nothing to its log that a training keeps to itself', async () => {
    const secret = 'token-5f3a9c';
    const runId = await train(
      `experiment="${secret}", params={"api_key": "${secret}"}, tags={"key": "${secret}"}, notes="${secret}"`,
      `print("${secret}")`,
    );
    await rowOf(runId);
    await withPerson({ input: `${secret}-2` }, () =>
      Promise.resolve(
        vscode.commands.executeCommand('runstone.renameRun', {
          folder: workspaceFolder().uri.toString(),
          runId,
        }),
      ),
    );
    const { context } = await internals();
    const folder = context.logUri.fsPath;
    const text = await eventually(() => {
      const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
      const all = logs.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
      return all.includes('runs, ready in') ? all : undefined;
    });
    assert.ok(!text.includes(secret));
  });
});
