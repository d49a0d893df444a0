/**
 * A column of the runs table. The groups are those of the panel's header; a key is unique in its group.
 * `attribute` columns are the run's own: `status`, `started`, `duration`, `experiment`, `commit`, `branch`,
 * `host`, `user`, `notes`.
 */
export const columnGroups = ['attribute', 'param', 'metric', 'system', 'tag'] as const;
export type ColumnGroup = (typeof columnGroups)[number];

export interface ColumnId {
  readonly group: ColumnGroup;
  readonly key: string;
}

/** Which way a metric gets better; `none` where nobody has said and the name does not tell. */
export const metricDirections = ['higher', 'lower', 'none'] as const;
export type MetricDirection = (typeof metricDirections)[number];

/** `metric:val_acc`: a column as one string, for maps and for the panel's saved state. */
export function columnName(column: ColumnId): string {
  return `${column.group}:${column.key}`;
}

export function parseColumnName(name: string): ColumnId | undefined {
  const colon = name.indexOf(':');
  const group = columnGroups.find((candidate) => candidate === name.slice(0, colon));
  return colon > 0 && group ? { group, key: name.slice(colon + 1) } : undefined;
}
