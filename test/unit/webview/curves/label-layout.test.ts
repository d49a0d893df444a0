import { describe, expect, it } from 'vitest';
import { ellipsize } from '../../../../webview/curves/end-labels.ts';
import { pushApart } from '../../../../webview/curves/label-layout.ts';

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

  it('are cut with an ellipsis to the width there is', () => {
    const widthOf = (text: string) => text.length * 6;
    expect(ellipsize('brave-otter', 100, widthOf)).toBe('brave-otter');
    expect(ellipsize('brave-otter', 40, widthOf)).toBe('brave\u2026');
    expect(ellipsize('brave-otter', 3, widthOf)).toBe('');
  });
});
