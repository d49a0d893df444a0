/** Every command of the extension: the manifest is generated from this table, and the handlers are typed by it. */

export interface CommandDefinition {
  readonly title: string;
  /** A codicon; needed where the command stands in a title bar or inline. */
  readonly icon?: string;
  readonly enablement?: string;
  /** False for commands that make sense only on the thing they are called on. */
  readonly inPalette?: boolean;
}

export const commands = {
  compareSelected: {
    title: 'Compare Selected Runs',
    icon: 'graph-line',
    enablement: 'runstone.hasSelection',
  },
  compareAll: { title: 'Compare All Runs', icon: 'graph-line' },
  createSampleProject: { title: 'Create Sample Project', icon: 'beaker', enablement: 'isWorkspaceTrusted' },
  openRun: { title: 'Reveal Run in Sidebar', icon: 'go-to-file' },
  renameRun: { title: 'Rename Run...', icon: 'edit' },
  editNotes: { title: 'Edit Notes...', icon: 'note' },
  addTag: { title: 'Add Tag...', icon: 'tag' },
  removeTag: { title: 'Remove Tag...' },
  archiveRun: { title: 'Archive Run', icon: 'archive' },
  restoreRun: { title: 'Restore Archived Run', icon: 'discard' },
  deleteRun: { title: 'Delete Run...', icon: 'trash' },
  copyRunId: { title: 'Copy Run Id', icon: 'copy' },
  openOutput: { title: 'Open Output', icon: 'output' },
  revealRunFolder: { title: 'Reveal Run Folder', icon: 'folder-opened' },
  openArtifact: { title: 'Open Artifact', icon: 'go-to-file' },
  filterRuns: { title: 'Filter Runs...', icon: 'filter' },
  clearFilter: { title: 'Clear Filter', icon: 'clear-all', enablement: 'runstone.isFiltered' },
  sortRuns: { title: 'Sort Runs...', icon: 'list-ordered' },
  toggleArchived: { title: 'Show or Hide Archived Runs', icon: 'archive' },
  showMoreRuns: { title: 'Show More Runs', inPalette: false },
  rebuildCatalog: { title: 'Rebuild Catalog', icon: 'refresh' },
  showLog: { title: 'Show Log', icon: 'output' },
} as const satisfies Readonly<Record<string, CommandDefinition>>;

export type CommandName = keyof typeof commands;

export function commandId(name: CommandName): string {
  return `runstone.${name}`;
}
