import type { ColumnGroup, ColumnId } from '../../src/domain/column.ts';
import type { ColumnInfo } from '../../src/protocol/catalog.ts';
import { cellText } from './cell-text.ts';
import { type ColumnIndex, groupTitles } from './columns.ts';

export interface TableColumn {
  readonly name: string;
  readonly id: ColumnId;
  readonly info: ColumnInfo;
  readonly title: string;
  readonly width: number;
  /** Aligned to the right, on the decimal point. */
  readonly numeric: boolean;
  /** First of its group: gets a line to its left. */
  readonly opensGroup: boolean;
}

export interface GroupSpan {
  readonly group: ColumnGroup;
  readonly title: string;
  readonly first: number;
  readonly count: number;
  readonly left: number;
  readonly width: number;
}

export type MeasureText = (text: string) => number;

const padding = 18;
/** The star of the best value and its bold digits. */
const starRoom = 26;
const narrowest = 56;
const widest = 260;

/** Details are written as text of their own (an age, a duration), whatever their type. */
export function isNumeric(info: ColumnInfo): boolean {
  if (info.group === 'attribute') return info.key === 'duration';
  return info.type === 'number';
}

function sampleTexts(info: ColumnInfo, decimals: number | null): string[] {
  if (info.group === 'attribute') {
    if (info.key === 'started') return ['59 m ago'];
    if (info.key === 'duration') return ['12 m 04 s'];
    if (info.key === 'commit') return ['0a1b2c3d'];
  }
  if (info.type !== 'number') return ['a dozen letters'];
  const samples = [info.min ?? 0, info.max ?? 0];
  return samples.map((value) => {
    const { text, unit } = cellText(info, value, decimals, 0, 0);
    return text + unit;
  });
}

/** The width at which header and typical values fit, within bounds. */
export function fittingWidth(
  info: ColumnInfo,
  title: string,
  decimals: number | null,
  measure: MeasureText,
): number {
  const arrow = info.group === 'metric' && info.direction !== 'none' ? 14 : 0;
  const header = measure(title) + arrow + 16;
  const body =
    Math.max(...sampleTexts(info, decimals).map(measure)) + (info.group === 'metric' ? starRoom : 0);
  return Math.ceil(Math.min(widest, Math.max(narrowest, header + padding, body + padding)));
}

/** `decimals` of a column is not known before the first rows are; `null` is a fair guess then. */
export function layoutColumns(
  names: readonly string[],
  columns: ColumnIndex,
  widths: Readonly<Record<string, number>>,
  decimals: (name: string) => number | null,
  measure: MeasureText,
): TableColumn[] {
  const laid: TableColumn[] = [];
  for (const name of names) {
    const info = columns.get(name);
    if (!info) continue;
    const title = info.key;
    laid.push({
      name,
      id: { group: info.group, key: info.key },
      info,
      title,
      width: widths[name] ?? fittingWidth(info, title, decimals(name), measure),
      numeric: isNumeric(info),
      opensGroup: laid.at(-1)?.info.group !== info.group,
    });
  }
  return laid;
}

export function groupSpans(columns: readonly TableColumn[]): GroupSpan[] {
  const spans: GroupSpan[] = [];
  let left = 0;
  for (const [first, column] of columns.entries()) {
    const last = spans.at(-1);
    if (last && last.group === column.info.group) {
      spans[spans.length - 1] = { ...last, count: last.count + 1, width: last.width + column.width };
    } else {
      const { group } = column.info;
      spans.push({ group, title: groupTitles[group], first, count: 1, left, width: column.width });
    }
    left += column.width;
  }
  return spans;
}
