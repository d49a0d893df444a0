import type { RunFilter, SortKey } from '../../protocol/catalog.ts';

const byAttribute = (key: string, descending: boolean): readonly SortKey[] => [
  { column: { group: 'attribute', key }, descending },
];

export const sortChoices = {
  newest: { label: 'Newest First', sort: [] },
  oldest: { label: 'Oldest First', sort: byAttribute('started', false) },
  name: { label: 'Name', sort: byAttribute('name', false) },
  duration: { label: 'Longest First', sort: byAttribute('duration', true) },
  status: { label: 'Status', sort: byAttribute('status', false) },
} as const satisfies Readonly<Record<string, { label: string; sort: readonly SortKey[] }>>;
export type SortChoice = keyof typeof sortChoices;

/** How the tree lists runs. */
export interface ListOptions {
  readonly text: string;
  readonly archived: RunFilter['archived'];
  readonly sort: SortChoice;
}

export const defaultListOptions: ListOptions = { text: '', archived: 'without', sort: 'newest' };

/** What is said beside the view's title when the list is not the usual one. */
export function describeList({ text, archived, sort }: ListOptions): string {
  return [
    text === '' ? '' : `“${text}”`,
    sort === 'newest' ? '' : sortChoices[sort].label.toLowerCase(),
    archived === 'without' ? '' : 'with archived',
  ]
    .filter(Boolean)
    .join(', ');
}
