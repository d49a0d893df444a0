import { formatAge, formatDuration, formatNumber } from '../../domain/format.ts';
import type { RunSummary } from '../../protocol/catalog.ts';

/** A row has little room: enough digits to tell runs apart, all of them in the hover. */
export const headlineDigits = 4;

/** `val_acc 0.9613, 2 h ago`, or how long a running one has been at it: what there is to say beside a run's name. */
export function describeRun(run: RunSummary, nowMs: number): string {
  const parts: string[] = [];
  if (run.headline) parts.push(`${run.headline.key} ${formatNumber(run.headline.value, headlineDigits)}`);
  if (run.status === 'failed') parts.push(describeFailure(run));
  else if (run.status === 'killed' || run.status === 'interrupted') parts.push(run.status);
  if (run.archived) parts.push('archived');
  // The icon tells that it runs; how long is what a person waits for.
  if (run.status === 'running') parts.push(formatDuration(Math.max(0, nowMs - run.startedAtMs)));
  else parts.push(formatAge(run.endedAtMs ?? run.startedAtMs, nowMs));
  return parts.join(', ');
}

function describeFailure({ exitCode }: RunSummary): string {
  return exitCode === null ? 'failed' : `exit ${exitCode}`;
}
