import { numberText, ratioText } from './number-text.ts';
import { bestPeer, isGoalReached, type Result, ratioToBestPeer } from './result.ts';

/** One line of the report, each cell as text. */
export interface TableLine {
  readonly bench: string;
  readonly measure: string;
  readonly ours: string;
  /** Lowest and highest of our rounds. */
  readonly spread: string;
  /** Best first, with the names; those that could not be measured last. */
  readonly peers: string;
  /** How many times better than the best peer; below 1 it is ahead. */
  readonly ratio: string;
  readonly goal: string;
}

export const tableHeads: TableLine = {
  bench: 'bench',
  measure: 'measure',
  ours: 'Runstone',
  spread: 'spread',
  peers: 'peers',
  ratio: 'against the best',
  goal: 'goal',
};

export function tableLine(result: Result): TableLine {
  const { ours, spread } = result;
  return {
    bench: result.bench,
    measure: `${result.measure}, ${result.unit}`,
    ours: ours === null ? 'none' : numberText(ours),
    spread:
      spread === null || result.rounds < 2 ? '' : `${numberText(spread[0])} to ${numberText(spread[1])}`,
    peers: peersText(result),
    ratio: ratioLine(result),
    goal: goalText(result),
  };
}

/** Best first, with the names; those that could not be measured last. */
export function peersText(result: Result, isWanted: (name: string) => boolean = () => true): string {
  const order = result.better === 'lower' ? 1 : -1;
  const worst = Number.POSITIVE_INFINITY * order;
  return Object.entries(result.peers)
    .filter(([name]) => isWanted(name))
    .sort(([, one], [, other]) => ((one ?? worst) - (other ?? worst)) * order || 0)
    .map(([name, value]) => `${name} ${value === null ? 'none' : numberText(value)}`)
    .join(', ');
}

function ratioLine(result: Result): string {
  const ratio = ratioToBestPeer(result);
  const best = bestPeer(result);
  if (ratio === undefined || !best) return '';
  if (ratio > 0.95 && ratio < 1.05) return `level with ${best.name}`;
  return ratio >= 1
    ? `${ratioText(ratio)} ahead of ${best.name}`
    : `${ratioText(1 / ratio)} behind ${best.name}`;
}

function goalText(result: Result): string {
  const { goal, goalRatio, better } = result;
  const parts = [
    goal !== undefined && `${better === 'lower' ? 'at most' : 'at least'} ${numberText(goal)}`,
    goalRatio !== undefined && `${ratioText(goalRatio)} ahead`,
  ].filter(Boolean);
  if (parts.length === 0) return '';
  const reached = isGoalReached(result);
  const verdict = reached === undefined ? 'not measured' : reached ? 'reached' : 'NOT reached';
  return `${parts.join(', ')}: ${verdict}`;
}

/** For the terminal: columns aligned, the peers on lines of their own below. */
export function textTable(results: readonly Result[]): string {
  const lines = [tableHeads, ...results.map(tableLine)];
  const columns = ['bench', 'measure', 'ours', 'spread', 'ratio', 'goal'] as const;
  const widths = columns.map((column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line, index) => {
      const cells = columns.map((column, at) =>
        column === 'ours' ? line[column].padStart(widths[at] ?? 0) : line[column].padEnd(widths[at] ?? 0),
      );
      const head = cells.join('  ').trimEnd();
      return index > 0 && line.peers !== '' ? `${head}\n    ${line.peers}` : head;
    })
    .join('\n');
}

export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
