import * as vscode from 'vscode';
import type { RunStatus } from '../../domain/run.ts';

const icons = {
  running: new vscode.ThemeIcon('loading~spin'),
  finished: new vscode.ThemeIcon('check'),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  killed: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('list.warningForeground')),
  interrupted: new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.warningForeground')),
} as const satisfies Readonly<Record<RunStatus, vscode.ThemeIcon>>;

const archived = new vscode.ThemeIcon('archive');

/** What became of a run; of an archived one only that it is put away. */
export function statusIcon(run: {
  readonly status: RunStatus;
  readonly archived: boolean;
}): vscode.ThemeIcon {
  return run.archived ? archived : icons[run.status];
}
