import { type ColumnGroup, type ColumnId, columnName } from '../../src/domain/column.ts';
import type { ColumnInfo } from '../../src/protocol/catalog.ts';

/** The groups in the order of the header, from left to right. */
export const groupOrder: readonly ColumnGroup[] = ['param', 'metric', 'system', 'attribute', 'tag'];

export const groupTitles: Readonly<Record<ColumnGroup, string>> = {
  param: 'Params',
  metric: 'Metrics',
  system: 'System',
  attribute: 'Details',
  tag: 'Tags',
};

export type ColumnIndex = ReadonlyMap<string, ColumnInfo>;

export function indexColumns(columns: readonly ColumnInfo[]): ColumnIndex {
  return new Map(columns.map((column) => [columnName(column), column]));
}

/** Whether a column tells runs apart: more than one value, or one that only some of the runs have. */
export function varies(column: ColumnInfo, runs: number): boolean {
  return column.distinct > 1 || (column.distinct === 1 && column.runs < runs);
}

const groupRank = (column: ColumnId) => groupOrder.indexOf(column.group);

/** Brings names into the order of the groups, keeping their order within each. */
export function inGroupOrder(names: readonly string[], columns: ColumnIndex): string[] {
  const known = names.filter((name) => columns.has(name));
  const rank = (name: string) => groupRank(columns.get(name) as ColumnInfo);
  return known
    .map((name, at) => ({ name, at }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.at - b.at)
    .map((entry) => entry.name);
}

const byCoverage = (a: ColumnInfo, b: ColumnInfo) => b.runs - a.runs;

/** How much a metric says about a run: its headline first, then scores of validation, then losses. */
function metricRank(column: ColumnInfo, headlines: ReadonlySet<string>): number {
  if (headlines.has(column.key)) return 0;
  const heldOut = /(^|[^a-z])(val|valid|validation|test|eval)([^a-z]|$)/i.test(column.key);
  if (column.direction === 'none') return 3;
  return heldOut ? 1 : 2;
}

/** Of layer10 and layer2, layer2 comes first. */
const byKey = new Intl.Collator(undefined, { numeric: true });

export function rankMetrics(columns: Iterable<ColumnInfo>, headlines: ReadonlySet<string>): ColumnInfo[] {
  return [...columns]
    .filter((column) => column.group === 'metric' && column.type === 'number')
    .sort(
      (a, b) =>
        metricRank(a, headlines) - metricRank(b, headlines) ||
        byCoverage(a, b) ||
        byKey.compare(a.key, b.key),
    );
}

function firstOf(
  group: ColumnGroup,
  columns: readonly ColumnInfo[],
  most: number,
  runs: number,
): ColumnInfo[] {
  const ofGroup = columns.filter((column) => column.group === group);
  const telling = ofGroup.filter((column) => varies(column, runs)).sort(byCoverage);
  // A single run has no differences: then everything that was logged is worth showing.
  return (runs > 1 ? telling : ofGroup).slice(0, most);
}

/** What the table shows until a person has chosen: what differs between the runs, and the metrics that matter. */
export function defaultColumns(columns: ColumnIndex, headlines: ReadonlySet<string>, runs: number): string[] {
  const all = [...columns.values()];
  const chosen = [
    ...firstOf('param', all, 6, runs),
    ...rankMetrics(all, headlines).slice(0, 6),
    ...all.filter(
      (column) => column.group === 'attribute' && (column.key === 'duration' || column.key === 'started'),
    ),
    ...firstOf('tag', all, 2, runs),
  ];
  return inGroupOrder(chosen.map(columnName), columns);
}

/** The charts that are drawn until a person has chosen: the headline metric and the losses. */
export function defaultCharts(columns: ColumnIndex, headlines: ReadonlySet<string>): string[] {
  const ranked = rankMetrics(columns.values(), headlines);
  const headline = ranked.slice(0, 1);
  const losses = ranked.filter(
    (column) => /loss|error|rmse|mae/i.test(column.key) && !headline.includes(column),
  );
  const rest = ranked.filter((column) => !headline.includes(column) && !losses.includes(column));
  return [...headline, ...losses.slice(0, 2), ...rest].slice(0, 3).map((column) => column.key);
}

/** Moves a shown column by one place among those of its group. */
export function moveColumn(
  names: readonly string[],
  name: string,
  by: -1 | 1,
  columns: ColumnIndex,
): readonly string[] {
  const from = names.indexOf(name);
  const to = from + by;
  const moved = columns.get(name);
  const other = columns.get(names[to] ?? '');
  if (from < 0 || !moved || !other || moved.group !== other.group) return names;
  const next = [...names];
  next[from] = names[to] as string;
  next[to] = name;
  return next;
}
