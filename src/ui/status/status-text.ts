import { formatCount, formatNumber, formatPlural } from '../../domain/format.ts';
import type { CatalogStatus, RunSummary } from '../../protocol/catalog.ts';
import { headlineDigits } from '../runs/describe-run.ts';

export interface StatusText {
  readonly text: string;
  readonly isProblem: boolean;
}

/**
 * What the status bar says; undefined when there is nothing to say.
 *
 * @param newest The running run that was heard of last.
 */
export function describeStatus(
  statuses: readonly CatalogStatus[],
  newest: RunSummary | undefined,
): StatusText | undefined {
  const count = (of: (status: CatalogStatus) => number) =>
    statuses.reduce((sum, status) => sum + of(status), 0);
  const [runs, running, problems] = [
    count((status) => status.runs),
    count((status) => status.running),
    count((status) => status.problems),
  ];
  if (statuses.some(({ state }) => state === 'unavailable'))
    return { text: '$(warning) Runs cannot be read', isProblem: true };
  const isProblem = problems > 0;
  if (running > 0)
    return {
      text: `$(${isProblem ? 'warning' : 'loading~spin'}) ${describeRunning(running, newest)}`,
      isProblem,
    };
  if (isProblem) return { text: `$(warning) ${formatPlural(problems, 'unreadable line')}`, isProblem };
  return runs > 0 ? { text: `$(graph-line) ${formatPlural(runs, 'run')}`, isProblem } : undefined;
}

function describeRunning(running: number, newest: RunSummary | undefined): string {
  const value = newest?.headline
    ? `${newest.headline.key} ${formatNumber(newest.headline.value, headlineDigits)}`
    : undefined;
  // Icons may be written as text: a run's name must not become one.
  const name = newest?.name.replace(/\$\(/g, '$ (').slice(0, 40);
  if (running === 1) return [name ?? '1 run', value].filter(Boolean).join(' ');
  return [`${formatCount(running)} running`, value].filter(Boolean).join(', ');
}
