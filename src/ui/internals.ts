import type * as vscode from 'vscode';
import type { Catalogs } from './catalogs.ts';
import type { RunsTree } from './runs/tree.ts';
import type { Selection } from './selection.ts';

/** What the tests inside the extension host look at. Nobody else is given it. */
export interface Internals {
  readonly catalogs: Catalogs;
  readonly tree: RunsTree;
  readonly selection: Selection;
  readonly context: vscode.ExtensionContext;
}
