import type { CurveLine } from './curve-line.ts';
import { drawMarker } from './draw-marker.ts';
import { type EndLabel, ellipsize, endLabels, mostLabels, reachesEdge } from './end-labels.ts';
import { labelPixels, type Palette } from './palette.ts';
import type { Projection } from './projection.ts';
import type { Range } from './x-axis.ts';

/** Markers at the ends of the lines, and names unless there are too many. */
export function drawEnds(
  context: CanvasRenderingContext2D,
  lines: readonly CurveLine[],
  plot: Projection,
  isLog: boolean,
  palette: Palette,
  margin: number,
): void {
  context.save();
  context.font = palette.font;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  const widthOf = (text: string) => context.measureText(text).width;
  const labels = endLabels(lines, plot, isLog, widthOf);
  const isNamed = lines.length <= mostLabels;
  for (const label of labels) {
    if (isNamed) drawLeader(context, label, palette);
    if (label.isEnd) drawMarker(context, palette, label.line.look, label.x, label.y, 3.2);
  }
  if (isNamed) for (const label of labels) drawName(context, label, palette, margin, widthOf);
  context.restore();
}

/** A thin line from a line's end to its name, where the name was pushed away. */
function drawLeader(context: CanvasRenderingContext2D, label: EndLabel, palette: Palette): void {
  if (label.inMargin && Math.abs(label.textY - label.y) <= 4) return;
  if (!label.inMargin && Math.abs(label.textY - label.y) <= 16) return;
  context.strokeStyle = palette.axis;
  context.lineWidth = 1;
  context.beginPath();
  if (label.inMargin) {
    context.moveTo(label.x + 5, label.y);
    context.lineTo(label.textX - 3, label.textY);
  } else {
    context.moveTo(label.x, label.y);
    context.lineTo(label.x, label.textY + (label.textY < label.y ? labelPixels / 2 : -labelPixels / 2));
  }
  context.stroke();
}

function drawName(
  context: CanvasRenderingContext2D,
  label: EndLabel,
  palette: Palette,
  margin: number,
  widthOf: (text: string) => number,
): void {
  const width = label.inMargin ? margin - 18 : 160;
  const text = ellipsize(label.line.name, width, widthOf);
  const baseline = label.textY + labelPixels * 0.35;
  if (!label.inMargin) {
    // Only dimmed: a line under a name is still seen.
    context.globalAlpha = 0.75;
    context.strokeStyle = palette.background;
    context.lineWidth = 3;
    context.lineJoin = 'round';
    context.strokeText(text, label.textX, baseline);
    context.globalAlpha = 1;
  }
  context.fillStyle = palette.foreground;
  context.fillText(text, label.textX, baseline);
}

/** Room for the names at the right of the plot, in pixels. */
export function marginFor(
  lines: readonly CurveLine[],
  xRange: Range,
  width: number,
  palette: Palette,
  context: CanvasRenderingContext2D,
): number {
  const reaching = lines.filter((line) => reachesEdge(line, xRange));
  if (reaching.length === 0 || lines.length > mostLabels) return 12;
  context.save();
  context.font = palette.font;
  const widest = Math.max(...reaching.map((line) => context.measureText(line.name).width));
  context.restore();
  return Math.ceil(Math.min(widest + 20, Math.max(44, width * 0.26)));
}
