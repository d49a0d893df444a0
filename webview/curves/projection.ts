import type { Range } from './x-axis.ts';

export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Values to CSS pixels of the canvas and back. */
export interface Projection {
  readonly area: PlotArea;
  readonly xRange: Range;
  x(value: number): number;
  y(value: number): number;
  xAt(pixel: number): number;
}

export function projection(area: PlotArea, xRange: Range, yRange: Range, isLog: boolean): Projection {
  const perX = (area.right - area.left) / (xRange[1] - xRange[0]);
  const [low, high] = isLog ? [Math.log10(yRange[0]), Math.log10(yRange[1])] : yRange;
  const perY = (area.bottom - area.top) / (high - low);
  return {
    area,
    xRange,
    x: (value) => area.left + (value - xRange[0]) * perX,
    y: (value) => area.bottom - ((isLog ? Math.log10(value) : value) - low) * perY,
    xAt: (pixel) => xRange[0] + (pixel - area.left) / perX,
  };
}
