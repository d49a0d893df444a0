import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { RunId } from '../../src/domain/run.ts';
import type { RunDetail } from '../../src/protocol/catalog.ts';
import type { FolderCatalog } from '../../src/ui/catalogs.ts';
import type { Internals } from '../../src/ui/internals.ts';
import type { Node, RunNode } from '../../src/ui/runs/nodes.ts';

/** The extension, activated. */
export async function extension(): Promise<vscode.Extension<Internals>> {
  const found = vscode.extensions.getExtension<Internals>('runstone.runstone');
  assert.ok(found);
  await found.activate();
  return found;
}

export async function internals(): Promise<Internals> {
  return (await extension()).exports;
}

export function workspaceFolder(): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return folder;
}

export async function catalog(): Promise<FolderCatalog> {
  return (await internals()).catalogs.of(workspaceFolder());
}

/** Asks again and again until the answer is there; mocha's own limit ends it when it never comes. */
export async function eventually<T>(
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await delay(50);
  }
}

export async function detailOf(runId: RunId): Promise<RunDetail | undefined> {
  return (await (await catalog()).call('run', { runId })) ?? undefined;
}

/** What the view Runs shows at its root, and below the rows given. */
export async function rowsUnder(...path: readonly Node[]): Promise<Node[]> {
  const { tree } = await internals();
  return tree.getChildren(path.at(-1));
}

/** The row of a run, once the tree has it. */
export async function rowOf(runId: RunId): Promise<RunNode> {
  return eventually(async () => {
    for (const experiment of await rowsUnder()) {
      for (const row of await rowsUnder(experiment))
        if (row.kind === 'run' && row.run.runId === runId) return row;
    }
    return undefined;
  });
}
