import * as vscode from 'vscode';

/** What the view Runs has to show; its welcome texts hang on it. */
export type RunsState = 'reading' | 'unavailable' | 'empty' | 'filtered' | 'archived' | 'listed';

/** The context keys that menus, enablements, welcome texts and the walkthrough read. */
export interface Contexts {
  readonly runsState: RunsState;
  readonly hasRuns: boolean;
  readonly isTraining: boolean;
  readonly hasSelection: boolean;
  readonly hasProblems: boolean;
  readonly isFiltered: boolean;
  readonly showsArchived: boolean;
}

const known = new Map<string, unknown>();

/** Tells the workbench only what is new: live runs would otherwise set the same keys several times a second. */
export function setContext<K extends keyof Contexts>(key: K, value: Contexts[K]): void {
  if (known.get(key) === value) return;
  known.set(key, value);
  void vscode.commands.executeCommand('setContext', `runstone.${key}`, value);
}
