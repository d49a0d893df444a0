import type { ColumnInfo } from '../../src/protocol/catalog.ts';

const keys = [
  'duration',
  'started',
  'experiment',
  'status',
  'commit',
  'branch',
  'host',
  'user',
  'notes',
] as const;

/** Which attributes are numbers: milliseconds. */
const numeric: ReadonlySet<string> = new Set(['duration', 'started']);

/**
 * The run's own columns. Every run has them, so the catalog does not count their values: they pass for columns
 * that tell runs apart.
 */
export function attributeColumns(runs: number): ColumnInfo[] {
  return keys.map((key) => ({
    group: 'attribute',
    key,
    type: numeric.has(key) ? 'number' : 'text',
    runs,
    distinct: Math.max(1, runs),
    min: null,
    max: null,
    direction: 'none',
  }));
}
