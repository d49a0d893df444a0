import { type CommandName, commandId } from './commands.ts';

interface MenuItem {
  readonly command: CommandName;
  readonly when: string;
  readonly group: string;
}

const inRuns = 'view == runstone.runs';
const onList = `${inRuns} && runstone.hasRuns`;
const onRun = `${inRuns} && viewItem =~ /^run\\b/`;

const viewTitle: readonly MenuItem[] = [
  { command: 'compareAll', when: `${onList} && !runstone.hasSelection`, group: 'navigation@1' },
  { command: 'compareSelected', when: `${onList} && runstone.hasSelection`, group: 'navigation@1' },
  { command: 'filterRuns', when: `${onList} && !runstone.isFiltered`, group: 'navigation@2' },
  { command: 'clearFilter', when: `${inRuns} && runstone.isFiltered`, group: 'navigation@2' },
  { command: 'sortRuns', when: onList, group: 'navigation@3' },
  { command: 'showArchived', when: `${onList} && !runstone.showsArchived`, group: '1_show@1' },
  { command: 'hideArchived', when: `${inRuns} && runstone.showsArchived`, group: '1_show@1' },
  { command: 'createSampleProject', when: inRuns, group: '2_more@1' },
  { command: 'rebuildCatalog', when: inRuns, group: '2_more@2' },
  { command: 'showLog', when: inRuns, group: '2_more@3' },
];

const viewItem: readonly MenuItem[] = [
  { command: 'openOutput', when: onRun, group: 'inline@1' },
  { command: 'renameRun', when: onRun, group: '1_edit@1' },
  { command: 'editNotes', when: onRun, group: '1_edit@2' },
  { command: 'addTag', when: onRun, group: '1_edit@3' },
  { command: 'removeTag', when: `${onRun} && viewItem =~ /\\btagged/`, group: '1_edit@4' },
  { command: 'compareSelected', when: onRun, group: '0_compare@1' },
  { command: 'openOutput', when: onRun, group: '2_look@1' },
  { command: 'openArtifact', when: onRun, group: '2_look@2' },
  { command: 'revealRunFolder', when: onRun, group: '2_look@3' },
  { command: 'copyRunId', when: onRun, group: '2_look@4' },
  { command: 'archiveRun', when: `${onRun} && viewItem =~ /\\bactive/`, group: '3_remove@1' },
  { command: 'restoreRun', when: `${onRun} && viewItem =~ /\\barchived/`, group: '3_remove@1' },
  { command: 'deleteRun', when: onRun, group: '3_remove@2' },
  { command: 'openArtifact', when: `${inRuns} && viewItem == artifact`, group: 'inline@1' },
];

const toEntry = ({ command, when, group }: MenuItem) => ({ command: commandId(command), when, group });

export function menus(hiddenInPalette: readonly CommandName[]) {
  return {
    'view/title': viewTitle.map(toEntry),
    'view/item/context': viewItem.map(toEntry),
    commandPalette: hiddenInPalette.map((command) => ({ command: commandId(command), when: 'false' })),
  };
}
