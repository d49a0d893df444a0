import { type CommandName, commandId } from './commands.ts';

interface Keybinding {
  readonly command: CommandName;
  readonly key: string;
  readonly mac?: string;
}

/** The keys of the editor's own lists, and only while the list of runs has them. */
const onRuns: readonly Keybinding[] = [
  { command: 'renameRun', key: 'f2', mac: 'enter' },
  { command: 'deleteRun', key: 'delete', mac: 'cmd+backspace' },
];

const when = 'focusedView == runstone.runs && listFocus && !inputFocus && runstone.hasRuns';

/** `selection` stands for the rows that are selected: a key passes none. */
export const keybindings = onRuns.map(({ command, ...keys }) => ({
  command: commandId(command),
  ...keys,
  when,
  args: 'selection',
}));
