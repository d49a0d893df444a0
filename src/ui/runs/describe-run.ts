import { formatDuration, formatNumber, formatShortAge } from '../../domain/format.ts';
import type { RunSummary } from '../../protocol/catalog.ts';

/** A row has little room: enough digits to tell runs apart, all of them in the hover. */
export const headlineDigits = 4;
/** In characters: with name and age it fits a sidebar of 300 pixels. */
const keyLength = 12;

/**
 * `val_acc 0.9613, 2 h`, or how long a running one has been at it. It fits beside a name in a narrow sidebar: how a
 * run ended, and that it is archived, is told by the icon, by the hover and to a screen reader.
 */
export function describeRun(run: RunSummary, nowMs: number): string {
  const parts: string[] = [];
  if (run.headline)
    parts.push(`${shortKey(run.headline.key)} ${formatNumber(run.headline.value, headlineDigits)}`);
  if (run.status === 'failed' && run.exitCode !== null) parts.push(`exit ${run.exitCode}`);
  // The icon tells that it runs; how long is what a person waits for.
  if (run.status === 'running') parts.push(formatDuration(Math.max(0, nowMs - run.startedAtMs)));
  else parts.push(formatShortAge(run.endedAtMs ?? run.startedAtMs, nowMs));
  return parts.join(', ');
}

/** A long key would push the value out of sight: its middle goes, as both ends tell metrics apart. */
function shortKey(key: string): string {
  const characters = [...key];
  if (characters.length <= keyLength) return key;
  const half = (keyLength - 1) >> 1;
  return `${characters.slice(0, half).join('')}…${characters.slice(half - keyLength + 1).join('')}`;
}
