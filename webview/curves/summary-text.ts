import type { MetricDirection } from '../../src/domain/column.ts';
import { formatNumber, formatPlural } from '../../src/domain/format.ts';
import type { XAxis } from '../../src/protocol/catalog.ts';
import type { CurveLine } from './curve-line.ts';
import { type Range, xPhrase, xText } from './x-axis.ts';

const mostRunsNamed = 12;

/** A chart in words, for those who do not see it. */
export function summaryText(
  key: string,
  lines: readonly CurveLine[],
  axis: XAxis,
  range: Range,
  direction: MetricDirection,
): string {
  if (lines.length === 0) return `Chart of ${key}: no points.`;
  const named = lines.slice(0, mostRunsNamed).map((line) => lineText(line, axis, range, direction));
  const more = lines.length - named.length;
  return [
    `Chart of ${key}, ${formatPlural(lines.length, 'line')}, from ${xPhrase(axis, range[0])} to ${xText(axis, range[1])}.`,
    ...named,
    ...(more > 0 ? [`And ${formatPlural(more, 'more line')}.`] : []),
  ].join(' ');
}

function lineText(line: CurveLine, axis: XAxis, [from, to]: Range, direction: MetricDirection): string {
  const { y } = line.series;
  let last = -1;
  let low = -1;
  let high = -1;
  for (const [i, x] of line.x.entries()) {
    if (x < from || x > to) continue;
    last = i;
    if (low < 0 || (y[i] as number) < (y[low] as number)) low = i;
    if (high < 0 || (y[i] as number) > (y[high] as number)) high = i;
  }
  const odd = line.series.nanCount + line.series.infiniteCount;
  const oddText = odd > 0 ? `, ${formatPlural(odd, 'point')} not finite` : '';
  if (last < 0) return `${line.name}: no finite point in view${oddText}.`;
  const extreme = (word: string, i: number) =>
    `${word} ${formatNumber(y[i] as number)} ${xPhrase(axis, line.x[i] as number).replace(/^step/, 'at step')}`;
  const extremes = {
    higher: extreme('best', high),
    lower: extreme('best', low),
    none: `${extreme('lowest', low)}, ${extreme('highest', high)}`,
  }[direction];
  return `${line.name}: last ${formatNumber(y[last] as number)}, ${extremes}${oddText}.`;
}

/** `14 NaN, 2 infinite`; empty when all points are finite. */
export function oddText(lines: readonly CurveLine[]): string {
  const sum = (count: (line: CurveLine) => number) => lines.reduce((total, line) => total + count(line), 0);
  const nan = sum((line) => line.series.nanCount);
  const infinite = sum((line) => line.series.infiniteCount);
  return [
    nan > 0 ? `${formatPlural(nan, 'NaN', 'NaN')}` : '',
    infinite > 0 ? `${formatPlural(infinite, 'infinite', 'infinite')}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}
