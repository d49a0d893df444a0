import path from 'node:path';
import { isRunId, type RunId } from '../domain/run.ts';

/** Where things lie in a workspace folder. Names of files inside `.runstone` are relative, with `/`. */
export function runstoneFolder(workspaceFolder: string): string {
  return path.join(workspaceFolder, '.runstone');
}

export interface JournalFileName {
  /** null for `journal/<writer>.jsonl`, which speaks of many runs. */
  readonly runId: RunId | null;
  readonly writer: string;
}

/** `runs/<run id>/<writer>.jsonl` or `journal/<writer>.jsonl`; undefined for every other file. */
export function parseJournalPath(relative: string): JournalFileName | undefined {
  const parts = relative.split('/');
  const file = parts.at(-1) ?? '';
  if (!file.endsWith('.jsonl')) return undefined;
  const writer = file.slice(0, -'.jsonl'.length);
  // On Windows a backslash would be one more separator.
  if (writer === '' || relative.includes('\\') || relative.includes('\0')) return undefined;
  if (parts.length === 2 && parts[0] === 'journal') return { runId: null, writer };
  const [root, runId] = parts;
  if (parts.length === 3 && root === 'runs' && runId !== undefined && isRunId(runId))
    return { runId, writer };
  return undefined;
}
