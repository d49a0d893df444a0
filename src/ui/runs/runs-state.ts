import type { CatalogStatus } from '../../protocol/catalog.ts';

/** What decides which welcome text, if any, stands where the runs would be. */
export interface Look {
  /** Of the folders whose catalog has answered. */
  readonly statuses: readonly CatalogStatus[];
  /** Experiments that pass the filter. */
  readonly listed: number;
  readonly filterText: string;
}

export function findRunsState({ statuses, listed, filterText }: Look) {
  if (listed > 0) return 'listed';
  if (statuses.length > 0 && statuses.every(({ state }) => state === 'unavailable')) return 'unavailable';
  const runs = statuses.reduce((sum, status) => sum + status.runs, 0);
  if (runs > 0) return filterText === '' ? 'archived' : 'filtered';
  return statuses.length > 0 && statuses.every(({ state }) => state === 'ready') ? 'empty' : 'reading';
}

/** A live run is read in a moment; only a backlog of this many bytes is worth a word. */
const backlogBytes = 4 * 1024 * 1024;

/** The line above the runs: why they cannot be shown, or how far reading has come. */
export function findMessage(statuses: readonly CatalogStatus[]): string | undefined {
  const broken = statuses.find(({ state }) => state === 'unavailable');
  if (broken) return broken.message ?? 'The catalog is not available. “Runstone: Show Log” says why.';
  const read = statuses.reduce((sum, status) => sum + status.bytesRead, 0);
  const total = statuses.reduce((sum, status) => sum + status.bytesTotal, 0);
  return total - read > backlogBytes ? `Reading runs, ${Math.floor((100 * read) / total)} %` : undefined;
}
