import { drawMarker } from './draw-marker.ts';
import { labelPixels, type Palette } from './palette.ts';
import type { Projection } from './projection.ts';
import type { Reading } from './reading.ts';
import type { Tick } from './ticks.ts';

const pillHeight = 16;

export interface CursorDrawing {
  readonly x: number;
  readonly text: string;
  /** Labels of the x axis: those that the pill would cut are covered whole. */
  readonly ticks: readonly Tick[];
  readonly readings: readonly Reading[];
}

/** The cursor's line, a marker on every line it crosses, and where it stands in a pill on the axis. */
export function drawCursor(
  context: CanvasRenderingContext2D,
  cursor: CursorDrawing,
  plot: Projection,
  isLog: boolean,
  palette: Palette,
): void {
  const { left, right, top, bottom } = plot.area;
  const x = plot.x(cursor.x);
  if (x < left - 0.5 || x > right + 0.5) return;
  context.save();
  context.strokeStyle = palette.cursor;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, top);
  context.lineTo(Math.round(x) + 0.5, bottom);
  context.stroke();
  for (const { line, x: at, value } of cursor.readings) {
    if (!Number.isFinite(value) || (isLog && value <= 0)) continue;
    drawMarker(context, palette, line.look, plot.x(at), plot.y(value), 3.2);
  }
  drawPill(context, cursor, x, plot, palette);
  context.restore();
}

function drawPill(
  context: CanvasRenderingContext2D,
  { text, ticks }: CursorDrawing,
  x: number,
  { area, x: toPixel }: Projection,
  palette: Palette,
): void {
  context.font = palette.font;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  const width = Math.ceil(context.measureText(text).width) + 12;
  const center = Math.max(area.left - 20 + width / 2, Math.min(area.right + 20 - width / 2, x));
  const top = Math.round(area.bottom + 3);
  context.fillStyle = palette.background;
  for (const { value, label } of ticks) {
    const half = context.measureText(label).width / 2 + 2;
    if (Math.abs(toPixel(value) - center) < half + width / 2)
      context.fillRect(toPixel(value) - half, top + 2, 2 * half, pillHeight);
  }
  context.beginPath();
  context.roundRect(Math.round(center - width / 2) + 0.5, top + 0.5, width, pillHeight, 3);
  context.fillStyle = palette.floating.background;
  context.fill();
  context.strokeStyle = palette.floating.border;
  context.stroke();
  context.fillStyle = palette.floating.foreground;
  context.fillText(text, center, top + 0.5 + pillHeight / 2 + labelPixels * 0.36);
}

/** The band that a drag spans. */
export function drawSelection(
  context: CanvasRenderingContext2D,
  fromPixel: number,
  toPixel: number,
  { area }: Projection,
  palette: Palette,
): void {
  const left = Math.max(area.left, Math.min(fromPixel, toPixel));
  const right = Math.min(area.right, Math.max(fromPixel, toPixel));
  context.save();
  context.fillStyle = palette.selection;
  context.fillRect(left, area.top, right - left, area.bottom - area.top);
  context.strokeStyle = palette.cursor;
  context.beginPath();
  for (const edge of [left, right]) {
    context.moveTo(Math.round(edge) + 0.5, area.top);
    context.lineTo(Math.round(edge) + 0.5, area.bottom);
  }
  context.stroke();
  context.restore();
}
