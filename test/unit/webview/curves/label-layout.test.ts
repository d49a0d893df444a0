import { describe, expect, it } from 'vitest';
import { ellipsize, endLabels } from '../../../../webview/curves/end-labels.ts';
import { pushApart } from '../../../../webview/curves/label-layout.ts';
import { projection } from '../../../../webview/curves/projection.ts';
import { linesFrom, seriesOf } from './series-of.ts';

describe('labels at the ends of lines', () => {
  it('stay where they belong while there is room', () => {
    expect(pushApart([10, 40, 90], 14, 0, 100)).toEqual([10, 40, 90]);
  });

  it('are pushed apart around the place where they collide', () => {
    expect(pushApart([50, 50, 50], 14, 0, 100)).toEqual([36, 50, 64]);
  });

  it('stay inside, in order, and keep their distance', () => {
    const placed = pushApart([0, 1, 2, 97, 98, 99, 100], 14, 0, 100);
    expect(placed[0]).toBeGreaterThanOrEqual(0);
    expect(placed.at(-1)).toBeLessThanOrEqual(100);
    for (let i = 1; i < placed.length; i++)
      expect((placed[i] as number) - (placed[i - 1] as number)).toBeGreaterThanOrEqual(14 - 1e-9);
  });

  it('overlap evenly where there is no room for all', () => {
    expect(pushApart([5, 5, 5], 14, 0, 10)).toEqual([0, 5, 10]);
  });

  it('are cut in the middle to the width there is', () => {
    const widthOf = (text: string) => text.length * 6;
    expect(ellipsize('brave-otter', 100, widthOf)).toBe('brave-otter');
    expect(ellipsize('brave-otter', 40, widthOf)).toBe('bra\u2026er');
    expect(ellipsize('brave-otter', 3, widthOf)).toBe('');
  });
});

describe('names beside lines that stop early', () => {
  const area = { left: 0, right: 400, top: 0, bottom: 200 };

  it('stand where they cover no line, no end and no other name', () => {
    const level = (runId: string, y: number, until: number) =>
      seriesOf(
        Array.from({ length: until + 1 }, (_, x) => [x, y] as const),
        { runId },
      );
    const lines = linesFrom(level('a', 50, 50), level('b', 60, 52), level('c', 40, 100));
    const plot = projection(area, [0, 100], [0, 100], false);
    const labels = endLabels(lines, plot, false, () => 60).filter((label) => !label.inMargin);
    expect(labels.map((label) => label.line.run.runId).sort()).toEqual(['a', 'b']);
    for (const { textY } of labels)
      for (const y of [50, 60, 40]) expect(Math.abs(textY - plot.y(y))).toBeGreaterThanOrEqual(7);
    const [first, second] = labels.map((label) => label.textY);
    expect(Math.abs((first as number) - (second as number))).toBeGreaterThanOrEqual(14);
  });
});
