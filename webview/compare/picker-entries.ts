import { type ColumnGroup, columnName } from '../../src/domain/column.ts';
import { formatNumber, formatPlural } from '../../src/domain/format.ts';
import type { ColumnInfo } from '../../src/protocol/catalog.ts';
import { type ColumnIndex, groupOrder, groupTitles, varies } from '../table/columns.ts';

export type PickerEntry =
  | { readonly kind: 'heading'; readonly title: string; readonly count: number }
  | { readonly kind: 'column'; readonly name: string; readonly info: ColumnInfo; readonly detail: string };

/** As in the table: layer 2 at 4.002 is not layer 0 at 4. */
const digits = 4;

/** What can be said of a column in a few characters. */
export function columnDetail(info: ColumnInfo, runs: number): string {
  if (info.group === 'attribute') return '';
  const { min, max } = info;
  if (info.type === 'number' && min !== null && max !== null) {
    const low = formatNumber(min, digits);
    const high = formatNumber(max, digits);
    if (min !== max) return `${low} to ${high}`;
    return varies(info, runs) ? `${low} in ${formatPlural(info.runs, 'run')}` : `always ${low}`;
  }
  if (!varies(info, runs) && info.distinct === 1) return 'always the same';
  return formatPlural(info.distinct, 'value');
}

function matches(info: ColumnInfo, words: readonly string[]): boolean {
  const text = `${groupTitles[info.group]} ${info.key}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/**
 * The list of columns: by group, the shown ones first in their order, then by name; columns that tell no run
 * from another stand last, unless they are shown.
 */
export function pickerEntries(
  columns: ColumnIndex,
  shownFirst: readonly string[],
  search: string,
  runs: number,
): PickerEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const place = new Map(shownFirst.map((name, at) => [name, at]));
  const rank = (info: ColumnInfo) => place.get(columnName(info)) ?? Number.POSITIVE_INFINITY;
  const found = [...columns.values()].filter((info) => matches(info, words));
  const byPlace = (a: ColumnInfo, b: ColumnInfo) =>
    rank(a) === rank(b) ? a.key.localeCompare(b.key, undefined, { numeric: true }) : rank(a) - rank(b);
  const isTelling = (info: ColumnInfo) => place.has(columnName(info)) || varies(info, runs);
  const section = (title: string, infos: readonly ColumnInfo[]): PickerEntry[] =>
    infos.length === 0
      ? []
      : [
          { kind: 'heading', title, count: infos.length },
          ...infos.map((info) => ({
            kind: 'column' as const,
            name: columnName(info),
            info,
            detail: columnDetail(info, runs),
          })),
        ];
  const telling = found.filter(isTelling).sort(byPlace);
  const ofGroup = (group: ColumnGroup) => telling.filter((info) => info.group === group);
  const still = found.filter((info) => !isTelling(info)).sort(byPlace);
  return [
    ...groupOrder.flatMap((group) => section(groupTitles[group], ofGroup(group))),
    ...section('Never vary', still),
  ];
}
