import { type LabelBox, placeBeside } from './beside-labels.ts';
import type { CurveLine } from './curve-line.ts';
import { pushApart } from './label-layout.ts';
import type { Projection } from './projection.ts';
import type { Range } from './x-axis.ts';

/** Above this many lines their names would cover each other: then only the hover names them. */
export const mostLabels = 12;
const labelGap = 14;

export interface EndLabel {
  readonly line: CurveLine;
  /** Where the line ends in the plot, in pixels. */
  readonly x: number;
  readonly y: number;
  /** The line ends in view, so its end gets a marker. */
  readonly isEnd: boolean;
  /** Where the name begins, and its middle. */
  readonly textX: number;
  readonly textY: number;
  /** The name stands in the margin, not in the plot. */
  readonly inMargin: boolean;
}

interface End {
  readonly line: CurveLine;
  readonly x: number;
  readonly y: number;
  readonly isEnd: boolean;
}

/**
 * Names at the ends of lines, pushed apart: in the margin for lines that reach the right edge, beside the end
 * for those that stop before (stopped and running runs).
 *
 * @param widthOf Of a name, in pixels.
 */
export function endLabels(
  lines: readonly CurveLine[],
  plot: Projection,
  isLog: boolean,
  widthOf: (name: string) => number,
): EndLabel[] {
  const ends = lines.flatMap((line) => endOf(line, plot, isLog) ?? []).sort((a, b) => a.y - b.y);
  const { right, top, bottom } = plot.area;
  const reach = ends.filter((end) => reachesEdge(end.line, plot.xRange));
  const stop = ends.filter((end) => !reachesEdge(end.line, plot.xRange));
  const centers = pushApart(
    reach.map((end) => end.y),
    labelGap,
    top + 5,
    bottom - 5,
  );
  const margin = reach.map((end, i) => ({
    ...end,
    textX: right + 14,
    textY: centers[i] as number,
    inMargin: true,
  }));
  const placed: LabelBox[] = [];
  const beside = stop.map((end) => {
    const box = placeBeside(end, widthOf(end.line.name), { lines, placed, ends }, plot);
    placed.push(box);
    return { ...end, textX: box.left, textY: box.y, inMargin: false };
  });
  return [...margin, ...beside];
}

/** Whether a line's name stands in the margin: it ends at the right edge of the plot, or nearly there. */
export function reachesEdge(line: CurveLine, [from, to]: Range): boolean {
  const last = line.x.at(-1);
  return last !== undefined && last > to - 0.07 * (to - from);
}

/** The last drawn place of a line in view; where it leaves the plot when it goes on. */
function endOf(line: CurveLine, plot: Projection, isLog: boolean): End | undefined {
  const { x, y } = line;
  const [from, to] = plot.xRange;
  const isDrawable = (i: number) => Number.isFinite(y[i]) && (!isLog || (y[i] as number) > 0);
  for (let i = x.length - 1; i >= 0; i--) {
    const here = x[i] as number;
    if (here > to || !isDrawable(i)) continue;
    const goesOn = i + 1 < x.length && isDrawable(i + 1) && !line.gaps.includes(i + 1);
    if (here < from && !goesOn) return undefined;
    if (!goesOn) return { line, x: plot.x(here), y: plot.y(y[i] as number), isEnd: true };
    const share = (to - here) / ((x[i + 1] as number) - here);
    const above = plot.y(y[i] as number);
    const edge = above + share * (plot.y(y[i + 1] as number) - above);
    const clamped = Math.min(plot.area.bottom, Math.max(plot.area.top, edge));
    return { line, x: plot.area.right, y: clamped, isEnd: false };
  }
  return undefined;
}

/** Cuts a text to a width, in its middle: names of one sweep differ at their ends. */
export function ellipsize(text: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= width) return text;
  const letters = [...text];
  const cut = (kept: number) => {
    const tail = Math.floor(kept / 2);
    const head = letters.slice(0, kept - tail).join('');
    return `${head}\u2026${tail > 0 ? letters.slice(-tail).join('') : ''}`;
  };
  let low = 0;
  let high = letters.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(cut(middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : cut(low);
}
