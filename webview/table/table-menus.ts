import type { RunId } from '../../src/domain/run.ts';
import type { RunSummary, SortKey } from '../../src/protocol/catalog.ts';
import type { PageCommand } from '../../src/protocol/compare.ts';
import { type MenuItem, type PageEvents, tell } from '../components/events.ts';
import type { TableColumn } from './column-layout.ts';
import { setSort, sortIndex } from './sorting.ts';

const paramWords = { ascending: 'Sort A to Z', descending: 'Sort Z to A' };
const numberWords = { ascending: 'Sort Smallest First', descending: 'Sort Largest First' };

/** What can be done with a column. */
export function columnMenu(
  from: EventTarget,
  column: TableColumn,
  sort: readonly SortKey[],
  names: readonly string[],
  move: (by: -1 | 1) => readonly string[],
): MenuItem[] {
  const { info, name } = column;
  const words = info.type === 'number' ? numberWords : paramWords;
  const at = sortIndex(sort, column.id);
  const sorted = (descending: boolean): MenuItem => ({
    label: descending ? words.descending : words.ascending,
    checked: sort[at]?.descending === descending,
    run: () => tell(from, 'sort-asked', setSort(info, descending)),
  });
  const moving = (label: string, by: -1 | 1): MenuItem => {
    const next = move(by);
    return { label, disabled: next === names, run: () => tell(from, 'columns-asked', next) };
  };
  return [
    sorted(false),
    sorted(true),
    {
      label: 'Do Not Sort by This',
      disabled: at < 0,
      run: () =>
        tell(
          from,
          'sort-asked',
          sort.filter((_, index) => index !== at),
        ),
    },
    { ...moving('Move Left', -1), starts: true },
    moving('Move Right', 1),
    { label: 'Fit Width', run: () => tell(from, 'width-asked', { name, width: null }) },
    {
      label: 'Hide Column',
      run: () =>
        tell(
          from,
          'columns-asked',
          names.filter((shown) => shown !== name),
        ),
    },
    ...directionItems(from, column),
    {
      label: 'Choose Columns...',
      starts: true,
      run: () => tell(from, 'columns-picker-asked', { opener: null }),
    },
  ];
}

function directionItems(from: EventTarget, { info }: TableColumn): MenuItem[] {
  if (info.group !== 'metric' || info.type !== 'number') return [];
  const choices = [
    ['higher', 'Higher Is Better'],
    ['lower', 'Lower Is Better'],
    ['none', 'Neither Is Better'],
  ] as const;
  return choices.map(([direction, label], at) => ({
    label,
    checked: info.direction === direction,
    starts: at === 0,
    run: () => tell(from, 'direction-asked', { key: info.key, direction }),
  }));
}

export type Copy = PageEvents['copy-asked'];

/** What can be done with a run. */
export function runMenu(from: EventTarget, run: RunSummary, isTicked: boolean, copy: Copy): MenuItem[] {
  const runId: RunId = run.runId;
  const command = (label: string, name: PageCommand, more: Partial<MenuItem> = {}): MenuItem => ({
    label,
    ...more,
    run: () => tell(from, 'command-asked', { command: name, runId }),
  });
  return [
    {
      label: isTicked ? 'Untick' : 'Tick to Compare',
      keys: 'Space',
      run: () => tell(from, 'selection-asked', { runIds: [runId], selected: !isTicked }),
    },
    command('Reveal in Sidebar', 'openRun', { keys: 'Enter' }),
    command('Open Output', 'openOutput'),
    command('Rename...', 'renameRun', { keys: 'F2', starts: true }),
    command('Edit Notes...', 'editNotes'),
    command('Add Tag...', 'addTag'),
    {
      label: 'Copy Value',
      keys: 'Ctrl+C',
      starts: true,
      disabled: copy.text === '',
      run: () => tell(from, 'copy-asked', copy),
    },
    {
      label: 'Copy Row',
      run: () => tell(from, 'copy-row-asked', { runId, name: run.name }),
    },
    command('Copy Run Id', 'copyRunId'),
    run.archived
      ? command('Restore', 'restoreRun', { starts: true })
      : command('Archive', 'archiveRun', { starts: true }),
    command('Delete...', 'deleteRun'),
  ];
}
