import * as vscode from 'vscode';
import type { RunStatus } from '../../domain/run.ts';

const icons = {
  running: new vscode.ThemeIcon('loading~spin'),
  finished: new vscode.ThemeIcon('check'),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  killed: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('list.warningForeground')),
  interrupted: new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.warningForeground')),
} as const satisfies Readonly<Record<RunStatus, vscode.ThemeIcon>>;

export function statusIcon(status: RunStatus): vscode.ThemeIcon {
  return icons[status];
}
