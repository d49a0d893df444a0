import type { CurveLine } from './curve-line.ts';
import type { Projection } from './projection.ts';
import { nearestIndex } from './reading.ts';

export interface LabelBox {
  readonly left: number;
  /** Middle of the text. */
  readonly y: number;
  readonly width: number;
}

const halfHeight = 7;
/** Places to try above and below the line's end, in pixels; nearer ones are better. */
const offsets = [13, 26, 39, 54, 70];

export interface Obstacles {
  readonly lines: readonly CurveLine[];
  /** Markers at the ends of lines. */
  readonly ends: readonly { readonly x: number; readonly y: number }[];
  /** Names that have their place. */
  readonly placed: readonly LabelBox[];
}

/** Finds a place near a line's end where a name covers the fewest lines, and no other name or end. */
export function placeBeside(
  end: { readonly x: number; readonly y: number },
  width: number,
  { lines, ends, placed }: Obstacles,
  plot: Projection,
): LabelBox {
  const { left, right, top, bottom } = plot.area;
  const textLeft = Math.max(left + 4, Math.min(end.x - width / 2, right - width - 4));
  const middle = (top + bottom) / 2;
  let best: LabelBox = { left: textLeft, y: end.y, width };
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [rank, offset] of offsets.entries()) {
    for (const direction of [-1, 1]) {
      const box = { left: textLeft, y: end.y + direction * offset, width };
      if (box.y - halfHeight < top || box.y + halfHeight > bottom) continue;
      // Of equal places the one with more room around it: below an end that is high, above one that is low.
      const preference = direction > 0 === end.y < middle ? 0 : 0.3;
      const covered = 4 * (overlaps(box, placed) + coveredEnds(box, ends));
      const cost = crossings(box, lines, plot) + covered + rank * 0.8 + preference;
      if (cost < bestCost) {
        best = box;
        bestCost = cost;
      }
    }
  }
  return best;
}

function overlaps(box: LabelBox, placed: readonly LabelBox[]): number {
  return placed.filter(
    (other) =>
      Math.abs(other.y - box.y) < 2 * halfHeight &&
      other.left < box.left + box.width &&
      box.left < other.left + other.width,
  ).length;
}

function coveredEnds({ left, y, width }: LabelBox, ends: Obstacles['ends']): number {
  const isCovered = (end: { readonly x: number; readonly y: number }) =>
    end.x > left - 4 && end.x < left + width + 4 && Math.abs(end.y - y) < halfHeight + 4;
  return ends.filter(isCovered).length;
}

/** How many lines run through the box, looked up at a few places along it. */
function crossings({ left, y, width }: LabelBox, lines: readonly CurveLine[], plot: Projection): number {
  let count = 0;
  for (const line of lines) {
    const isCrossed = [0, 0.25, 0.5, 0.75, 1].some((share) => {
      const at = plot.xAt(left + share * width);
      const index = nearestIndex(line.x, at);
      if (index < 0 || at > (line.x.at(-1) as number)) return false;
      return Math.abs(plot.y(line.y[index] as number) - y) < halfHeight + 2;
    });
    if (isCrossed) count++;
  }
  return count;
}
