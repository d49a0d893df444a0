import { isRunId, type RunId } from '../domain/run.ts';

/** Names a run in a command link or in a message of the page: plain data, unlike a row of the tree. */
export interface RunReference {
  /** The workspace folder's URI. */
  readonly folder: string;
  readonly runId: RunId;
}

export function isRunReference(value: unknown): value is RunReference {
  if (typeof value !== 'object' || value === null) return false;
  const { folder, runId } = value as Record<string, unknown>;
  return typeof folder === 'string' && typeof runId === 'string' && isRunId(runId);
}
