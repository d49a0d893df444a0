import { type ColumnId, columnName } from '../../src/domain/column.ts';
import type { ColumnInfo, SortKey } from '../../src/protocol/catalog.ts';

export const maxSortKeys = 8;

export function sortIndex(sort: readonly SortKey[], column: ColumnId): number {
  const name = columnName(column);
  return sort.findIndex((key) => columnName(key.column) === name);
}

/** The first click brings the best to the top: high scores, low losses, new runs; text from A. */
function startsDescending(info: ColumnInfo): boolean {
  if (info.group === 'metric') return info.direction !== 'lower';
  return info.group === 'attribute' && info.key === 'started';
}

/** What a click on a header asks for: best first, then the other way, then as it was; shift keeps the other keys. */
export function toggleSort(sort: readonly SortKey[], info: ColumnInfo, add: boolean): readonly SortKey[] {
  const column: ColumnId = { group: info.group, key: info.key };
  const at = sortIndex(sort, column);
  const first = startsDescending(info);
  const current = sort[at];
  const next: SortKey | undefined =
    current === undefined
      ? { column, descending: first }
      : current.descending === first
        ? { column, descending: !first }
        : undefined;
  if (!add) return next ? [next] : [];
  if (current === undefined) return next ? [...sort, next].slice(0, maxSortKeys) : sort;
  return sort.flatMap((key, index) => (index === at ? (next ? [next] : []) : [key]));
}

export function setSort(info: ColumnInfo, descending: boolean): readonly SortKey[] {
  return [{ column: { group: info.group, key: info.key }, descending }];
}

/** The run's own column: no column of the catalog's list, but sorted like one. */
export const runColumn = {
  name: 'run',
  title: 'Run',
  info: {
    group: 'attribute',
    key: 'name',
    type: 'text',
    runs: 0,
    distinct: 0,
    min: null,
    max: null,
    direction: 'none',
  } satisfies ColumnInfo,
} as const;
