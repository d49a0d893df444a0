import type { RunId } from '../../domain/run.ts';
import type { Catalogs, FolderCatalog } from '../catalogs.ts';
import type { ComparePanels } from '../compare/panels.ts';
import { looksToldApart, type Selection } from '../selection.ts';
import { pickFolder } from './folder-picker.ts';
import type { CommandHandlers } from './registry.ts';
import { byFolder, type RunTargets } from './run-targets.ts';

export function compareCommands(
  catalogs: Catalogs,
  selection: Selection,
  panels: ComparePanels,
  targets: RunTargets,
): Pick<CommandHandlers, 'compareSelected' | 'compareAll'> {
  async function tick(catalog: FolderCatalog, runIds: readonly RunId[]): Promise<void> {
    await selection.set(catalog.folder.uri.toString(), runIds, true);
  }

  return {
    async compareSelected(...args) {
      const ticked = catalogs
        .all()
        .filter((catalog) => selection.of(catalog.folder.uri.toString()).length > 0);
      if (args.length === 0 && ticked.length > 0) {
        const catalog = await pickFolder(ticked, 'Compare the selected runs of which folder?');
        if (catalog) panels.show(catalog);
        return;
      }
      const runs = await targets.many(args, { title: 'Compare Runs' });
      for (const [catalog, some] of byFolder(runs)) {
        await tick(
          catalog,
          some.map(({ run }) => run.runId),
        );
        panels.show(catalog);
      }
    },
    async compareAll() {
      const catalog = await pickFolder(catalogs.all(), 'Compare the runs of which folder?');
      if (!catalog) return;
      if (selection.of(catalog.folder.uri.toString()).length === 0) {
        const { rows } = await catalog.call('table', {
          filter: { archived: 'without' },
          sort: [],
          columns: [],
          offset: 0,
          limit: looksToldApart,
        });
        await tick(
          catalog,
          rows.map(({ run }) => run.runId),
        );
      }
      panels.show(catalog);
    },
  };
}
