import * as vscode from 'vscode';
import type { RunId } from '../domain/run.ts';
import type { SelectedRun } from '../protocol/compare.ts';

/** How many looks are easily told apart: no more runs are ticked than that without being asked for one by one. */
export const looksToldApart = 8;

/** The runs that are ticked, in the tree and in the compare panel alike. Each keeps its look while it is ticked. */
export class Selection implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<string>();
  /** Tells the folder whose selection changed. */
  readonly onChanged = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  of(folderUri: string): readonly SelectedRun[] {
    return this.#state.get<readonly SelectedRun[]>(`selection ${folderUri}`, []);
  }

  has(folderUri: string, runId: RunId): boolean {
    return this.of(folderUri).some((run) => run.runId === runId);
  }

  async set(folderUri: string, runIds: readonly RunId[], selected: boolean): Promise<readonly SelectedRun[]> {
    const ids = new Set(runIds);
    const before = this.of(folderUri);
    const next = selected ? add(before, runIds) : before.filter((run) => !ids.has(run.runId));
    await this.#state.update(`selection ${folderUri}`, next);
    this.#changed.fire(folderUri);
    return next;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function add(before: readonly SelectedRun[], runIds: readonly RunId[]): readonly SelectedRun[] {
  const taken = new Set(before.map((run) => run.look));
  const known = new Set(before.map((run) => run.runId));
  const added: SelectedRun[] = [];
  let look = 0;
  for (const runId of runIds) {
    if (known.has(runId)) continue;
    while (taken.has(look)) look++;
    taken.add(look);
    added.push({ runId, look });
  }
  return [...before, ...added];
}
