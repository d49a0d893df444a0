import type { CurveLine } from './curve-line.ts';
import { labelPixels, type Palette } from './palette.ts';
import type { Projection } from './projection.ts';
import { type OddRows, oddRowHeight } from './y-domain.ts';

const rowNames = { Infinity: '+inf', '-Infinity': '\u2212inf', NaN: 'NaN' } as const;

/** NaN and infinities: rows of their own at the axis, so that nobody takes a gap for a missing point. */
export function drawOddPoints(
  context: CanvasRenderingContext2D,
  lines: readonly CurveLine[],
  odd: OddRows,
  plot: Projection,
  palette: Palette,
): void {
  const { left, right, top, bottom } = plot.area;
  const rows = [
    ...odd.above.map((name, i) => ({ name, y: top + (i + 0.5) * oddRowHeight })),
    ...odd.below.map((name, i) => ({ name, y: bottom - (odd.below.length - i - 0.5) * oddRowHeight })),
  ];
  context.save();
  context.font = palette.font;
  context.textAlign = 'right';
  context.textBaseline = 'alphabetic';
  for (const { name, y } of rows) {
    context.fillStyle = palette.quiet;
    context.fillText(rowNames[name], left - 6, y + labelPixels * 0.35);
    context.strokeStyle = palette.grid;
    context.lineWidth = 1;
    context.setLineDash([1, 3]);
    context.beginPath();
    context.moveTo(left, Math.round(y) + 0.5);
    context.lineTo(right, Math.round(y) + 0.5);
    context.stroke();
    context.setLineDash([]);
    for (const line of lines) drawRow(context, line, Number(name), y, plot, palette);
  }
  context.restore();
}

function drawRow(
  context: CanvasRenderingContext2D,
  { series, look }: CurveLine,
  wanted: number,
  y: number,
  plot: Projection,
  palette: Palette,
): void {
  context.strokeStyle = palette.colorOf(look.color);
  context.fillStyle = palette.colorOf(look.color);
  context.lineWidth = 1.4;
  for (let i = 0; i < series.nonFiniteX.length; i++) {
    if (!Object.is(series.nonFiniteY[i], wanted)) continue;
    const x = plot.x(series.nonFiniteX[i] as number);
    if (x < plot.area.left - 1 || x > plot.area.right + 1) continue;
    context.beginPath();
    if (Number.isNaN(wanted)) {
      context.moveTo(x - 3, y - 3);
      context.lineTo(x + 3, y + 3);
      context.moveTo(x + 3, y - 3);
      context.lineTo(x - 3, y + 3);
      context.stroke();
    } else {
      const up = wanted > 0 ? -1 : 1;
      context.moveTo(x, y + 4 * up);
      context.lineTo(x + 4, y - 3 * up);
      context.lineTo(x - 4, y - 3 * up);
      context.fill();
    }
  }
}
