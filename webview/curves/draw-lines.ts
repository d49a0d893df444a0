import type { CurveLine } from './curve-line.ts';
import { drawMarker } from './draw-marker.ts';
import type { Palette } from './palette.ts';
import type { Projection } from './projection.ts';

/** In high contrast the marker is repeated along the line at this distance, in pixels. */
const markerDistance = 78;
/** Above this many times the plot's width a line is too jagged for dashes: a gap could swallow a spike. */
const longestDashed = 6;

/** Draws the lines from their typed arrays: raw ones faint and first, then those that are read off. */
export function drawLines(
  context: CanvasRenderingContext2D,
  lines: readonly CurveLine[],
  plot: Projection,
  isLog: boolean,
  palette: Palette,
): void {
  const { left, right, top, bottom } = plot.area;
  context.save();
  context.beginPath();
  context.rect(left, top - 1, right - left, bottom - top + 2);
  context.clip();
  context.lineJoin = 'round';
  for (const line of lines) {
    if (!line.raw) continue;
    context.strokeStyle = palette.colorOf(line.look.color);
    context.globalAlpha = palette.isHighContrast ? 0.42 : 0.34;
    context.lineWidth = 1;
    strokePath(context, line, line.raw, plot, isLog, []);
  }
  context.globalAlpha = 1;
  context.lineWidth = palette.isHighContrast ? 2.1 : 1.6;
  // All rims before all lines: a rim must not cut another run's line.
  for (const line of lines) if (line.raw) drawRim(context, line, plot, isLog, palette);
  for (const line of lines) {
    context.strokeStyle = palette.colorOf(line.look.color);
    strokePath(context, line, line.y, plot, isLog, line.look.dash);
  }
  context.restore();
  if (!palette.isHighContrast) return;
  for (const [i, line] of lines.entries()) drawMarkersAlong(context, line, plot, isLog, palette, i);
}

/** Keeps a smoothed line apart from the raw one of its own colour; dimmed, so that what is behind is still seen. */
function drawRim(
  context: CanvasRenderingContext2D,
  line: CurveLine,
  plot: Projection,
  isLog: boolean,
  palette: Palette,
): void {
  const { lineWidth } = context;
  context.lineWidth = lineWidth + 2;
  context.globalAlpha = 0.6;
  context.strokeStyle = palette.background;
  strokePath(context, line, line.y, plot, isLog, []);
  context.globalAlpha = 1;
  context.lineWidth = lineWidth;
}

function strokePath(
  context: CanvasRenderingContext2D,
  { x, gaps }: CurveLine,
  values: Float64Array,
  plot: Projection,
  isLog: boolean,
  dash: readonly number[],
): void {
  const dots: [number, number][] = [];
  let length = 0;
  let begun = 0;
  let gap = 0;
  let beforeX = 0;
  let beforeY = 0;
  context.beginPath();
  for (let i = 0; i < x.length; i++) {
    const value = values[i] as number;
    const breaks = gaps[gap] === i;
    if (breaks) gap++;
    const isDrawable = !isLog || value > 0;
    if (breaks || !isDrawable) {
      // One point between two gaps has no line: it becomes a dot.
      if (begun === 1) dots.push([beforeX, beforeY]);
      begun = 0;
    }
    if (!isDrawable) continue;
    const hereX = plot.x(x[i] as number);
    const hereY = plot.y(value);
    if (begun === 0) context.moveTo(hereX, hereY);
    else {
      context.lineTo(hereX, hereY);
      length += Math.abs(hereX - beforeX) + Math.abs(hereY - beforeY);
    }
    begun++;
    beforeX = hereX;
    beforeY = hereY;
  }
  if (begun === 1) dots.push([beforeX, beforeY]);
  const isJagged = length > (plot.area.right - plot.area.left) * longestDashed;
  context.setLineDash(isJagged ? [] : [...dash]);
  context.stroke();
  context.setLineDash([]);
  drawDots(context, dots);
}

function drawDots(context: CanvasRenderingContext2D, dots: readonly (readonly [number, number])[]): void {
  context.fillStyle = context.strokeStyle;
  for (const [x, y] of dots) {
    context.beginPath();
    context.arc(x, y, 1.8, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Lines begin at different places, so that the markers of lines that lie on each other do not. */
function drawMarkersAlong(
  context: CanvasRenderingContext2D,
  { x, y, look }: CurveLine,
  plot: Projection,
  isLog: boolean,
  palette: Palette,
  order: number,
): void {
  let next = plot.area.left + 12 + ((order * 17) % markerDistance);
  for (let i = 0; i < x.length; i++) {
    const hereX = plot.x(x[i] as number);
    if (hereX < next || hereX > plot.area.right || (isLog && (y[i] as number) <= 0)) continue;
    drawMarker(context, palette, look, hereX, plot.y(y[i] as number), 2.8);
    next = hereX + markerDistance;
  }
}
