/** Every command of the extension: the manifest is generated from this table, and the handlers are typed by it. */

export interface CommandDefinition {
  readonly title: string;
  /** A codicon; needed where the command stands in a title bar or inline. */
  readonly icon?: string;
  readonly enablement?: string;
  /** False for commands that make sense only on the thing they are called on. */
  readonly inPalette?: boolean;
}

const hasRuns = 'runstone.hasRuns';

export const commands = {
  compareSelected: { title: 'Compare Selected Runs', icon: 'graph-line', enablement: hasRuns },
  compareAll: { title: 'Compare All Runs', icon: 'graph-line', enablement: 'workbenchState != empty' },
  createSampleProject: { title: 'Create Sample Project', icon: 'beaker', enablement: 'isWorkspaceTrusted' },
  openRun: { title: 'Reveal Run in Sidebar', icon: 'list-tree', enablement: hasRuns },
  renameRun: { title: 'Rename Run...', icon: 'edit', enablement: hasRuns },
  editNotes: { title: 'Edit Notes', icon: 'note', enablement: hasRuns },
  addTag: { title: 'Add Tag...', icon: 'tag', enablement: hasRuns },
  removeTag: { title: 'Remove Tag...', icon: 'tag', enablement: hasRuns },
  archiveRun: { title: 'Archive Run', icon: 'archive', enablement: hasRuns },
  restoreRun: { title: 'Restore Archived Run', icon: 'discard', enablement: hasRuns },
  deleteRun: { title: 'Delete Run...', icon: 'trash', enablement: hasRuns },
  copyRunId: { title: 'Copy Run Id', icon: 'copy', enablement: hasRuns },
  openOutput: { title: 'Open Output', icon: 'output', enablement: hasRuns },
  revealRunFolder: { title: 'Reveal Run Folder', icon: 'folder-opened', enablement: hasRuns },
  openArtifact: { title: 'Open Artifact', icon: 'go-to-file', enablement: hasRuns },
  filterRuns: { title: 'Filter Runs...', icon: 'filter', enablement: hasRuns },
  clearFilter: { title: 'Clear Filter', icon: 'clear-all', enablement: 'runstone.isFiltered' },
  sortRuns: { title: 'Sort Runs...', icon: 'list-ordered', enablement: hasRuns },
  showArchived: { title: 'Show Archived Runs', icon: 'archive', enablement: '!runstone.showsArchived' },
  hideArchived: { title: 'Hide Archived Runs', icon: 'archive', enablement: 'runstone.showsArchived' },
  showMoreRuns: { title: 'Show More Runs', icon: 'ellipsis', inPalette: false },
  rebuildCatalog: { title: 'Rebuild Catalog', icon: 'refresh', enablement: 'workbenchState != empty' },
  showProblems: { title: 'Show Problems', icon: 'warning', enablement: 'runstone.hasProblems' },
  showLog: { title: 'Show Log', icon: 'output' },
} as const satisfies Readonly<Record<string, CommandDefinition>>;

export type CommandName = keyof typeof commands;

export function commandId(name: CommandName): string {
  return `runstone.${name}`;
}
