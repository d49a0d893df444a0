/**
 * How a run is told apart, the same in table, charts and hovers. Red is left out: it means worse or failed.
 * Nothing rests on colour alone, so dash and marker change too, and with other periods than the colours: the
 * first 360 looks all differ.
 */
export const markers = [
  'circle',
  'square',
  'diamond',
  'triangle',
  'plus',
  'triangle-down',
  'cross',
  'ring',
  'bar',
] as const;
export type Marker = (typeof markers)[number];

export interface Look {
  /** A CSS colour made of the editor's tokens. */
  readonly color: string;
  /** Lengths of strokes and gaps in CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
  readonly marker: Marker;
}

const colors = [
  'var(--vscode-charts-blue)',
  // The token charts-orange is translucent in the stock themes and missing in high contrast.
  'color-mix(in srgb, var(--vscode-charts-yellow) 60%, var(--vscode-charts-red))',
  'var(--vscode-charts-purple)',
  'var(--vscode-charts-green)',
  'var(--vscode-terminal-ansiCyan)',
  'var(--vscode-terminal-ansiBrightMagenta)',
  'var(--vscode-charts-yellow)',
  'var(--vscode-charts-foreground)',
] as const;

const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [8, 3, 2, 3], [4, 2]];

/** @param index 0 and up, as the selection gives it to a run. */
export function lookOf(index: number): Look {
  return {
    color: cycle(colors, index),
    dash: cycle(dashes, index),
    marker: cycle(markers, index),
  };
}

function cycle<T>(items: readonly T[], index: number): T {
  return items[index % items.length] as T;
}
