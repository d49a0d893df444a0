import type { Marker } from './looks.ts';

/** Markers that are outlines: filled, they would be nothing or another marker. */
export function isStroked(marker: Marker): boolean {
  return marker === 'plus' || marker === 'cross' || marker === 'ring';
}

/**
 * The shape as path data around 0,0, for SVG and `Path2D` alike, so that swatch and chart cannot differ.
 *
 * @param radius Half the width in pixels; sizes are tuned by eye to look equally heavy.
 */
export function markerPath(marker: Marker, radius: number): string {
  const r = radius;
  const wide = r * 1.25;
  switch (marker) {
    case 'circle':
    case 'ring':
      return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case 'square':
      return `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`;
    case 'diamond':
      return `M0 ${-wide}l${wide} ${wide}l${-wide} ${wide}l${-wide} ${-wide}z`;
    case 'triangle':
      return `M0 ${-wide}l${wide} ${2.1 * r}h${-2 * wide}z`;
    case 'triangle-down':
      return `M0 ${wide}l${wide} ${-2.1 * r}h${-2 * wide}z`;
    case 'plus':
      return `M${-wide} 0h${2 * wide}M0 ${-wide}v${2 * wide}`;
    case 'cross':
      return `M${-r} ${-r}l${2 * r} ${2 * r}M${r} ${-r}l${-2 * r} ${2 * r}`;
    case 'bar':
      return `M${-r * 0.55} ${-wide}h${r * 1.1}v${2 * wide}h${-r * 1.1}z`;
  }
}
