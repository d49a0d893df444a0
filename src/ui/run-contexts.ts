import * as vscode from 'vscode';
import type { Catalogs, FolderCatalog } from './catalogs.ts';
import { setContext } from './contexts.ts';
import type { Selection } from './selection.ts';

/** Keeps the context keys about runs, problems and ticks in step, and drops ticks of runs that are gone. */
export function keepContexts(catalogs: Catalogs, selection: Selection): vscode.Disposable {
  const showSelection = () => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    setContext(
      'hasSelection',
      folders.some((folder) => selection.of(folder.uri.toString()).length > 0),
    );
  };
  const showStatus = () => {
    const statuses = catalogs.statuses();
    setContext(
      'hasRuns',
      statuses.some(({ runs }) => runs > 0),
    );
    setContext(
      'isTraining',
      statuses.some(({ running }) => running > 0),
    );
    setContext(
      'hasProblems',
      statuses.some(({ problems }) => problems > 0),
    );
  };
  showSelection();
  return vscode.Disposable.from(
    selection.onChanged(showSelection),
    catalogs.onFolders(showSelection),
    catalogs.onStatus(showStatus),
    catalogs.onChanged(({ catalog, notice }) => {
      // Runs that were read anew, or that another window has deleted: the catalog says what is left.
      if (notice.runIds === null) void dropGone(catalog, selection).catch(() => {});
    }),
  );
}

async function dropGone(catalog: FolderCatalog, selection: Selection): Promise<void> {
  const folder = catalog.folder.uri.toString();
  const runIds = selection.of(folder).map(({ runId }) => runId);
  if (runIds.length === 0 || catalog.status?.state !== 'ready') return;
  const { rows } = await catalog.call('table', {
    filter: { archived: 'with', runIds },
    sort: [],
    columns: [],
    offset: 0,
    limit: runIds.length,
  });
  const left = new Set(rows.map(({ run }) => run.runId));
  const gone = runIds.filter((runId) => !left.has(runId));
  if (gone.length > 0) await selection.set(folder, gone, false);
}
