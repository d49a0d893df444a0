import type { Look, Marker } from '../looks/looks.ts';
import { isStroked, markerPath } from '../looks/marker-path.ts';
import type { Palette } from './palette.ts';

const paths = new Map<string, Path2D>();

function pathOf(marker: Marker, radius: number): Path2D {
  const name = `${marker} ${radius}`;
  let path = paths.get(name);
  if (!path) {
    path = new Path2D(markerPath(marker, radius));
    paths.set(name, path);
  }
  return path;
}

/** A run's marker with a thin rim of the background, so that it stands off lines that cross it. */
export function drawMarker(
  context: CanvasRenderingContext2D,
  palette: Palette,
  look: Look,
  x: number,
  y: number,
  radius: number,
): void {
  const path = pathOf(look.marker, radius);
  const color = palette.colorOf(look.color);
  context.save();
  context.translate(x, y);
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.strokeStyle = palette.background;
  context.lineWidth = isStroked(look.marker) ? 4 : 2;
  context.stroke(path);
  if (isStroked(look.marker)) {
    if (look.marker === 'ring') {
      context.fillStyle = palette.background;
      context.fill(path);
    }
    context.strokeStyle = color;
    context.lineWidth = 1.7;
    context.stroke(path);
  } else {
    context.fillStyle = color;
    context.fill(path);
  }
  context.restore();
}
