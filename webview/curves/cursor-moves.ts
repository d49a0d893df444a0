import type { CurveLine } from './curve-line.ts';
import type { PlotKeyAction } from './plot-keys.ts';
import { nextPlace, snap } from './reading.ts';
import type { Range } from './x-axis.ts';

export type CursorMove = Extract<PlotKeyAction, { kind: 'next' | 'leap' | 'end' }>;

/**
 * Where a key moves the cursor: always to a point in view.
 *
 * @param at Where it stands; undefined, or out of view, when it does not.
 * @returns undefined when there is no point further on.
 */
export function cursorTarget(
  move: CursorMove,
  lines: readonly CurveLine[],
  range: Range,
  at: number | undefined,
): number | undefined {
  const [from, to] = range;
  const { direction } = move;
  const isInView = at !== undefined && at >= from && at <= to;
  if (move.kind === 'end') return snap(lines, direction > 0 ? to : from, range);
  if (!isInView) return snap(lines, direction > 0 ? from : to, range);
  if (move.kind === 'leap') return snap(lines, at + (direction * (to - from)) / 10, range);
  const next = nextPlace(lines, at, direction);
  return next !== undefined && next >= from && next <= to ? next : undefined;
}
