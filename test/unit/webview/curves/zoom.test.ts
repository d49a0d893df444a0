import { describe, expect, it } from 'vitest';
import { panBy, zoomAround, zoomTo } from '../../../../webview/curves/zoom.ts';

describe('zooms', () => {
  it('keep the place under the pointer where it is', () => {
    expect(zoomAround([0, 100], 0.5, 25, [0, 100])).toEqual([12.5, 62.5]);
  });

  it('stay within what there is, and end when everything is in view', () => {
    expect(zoomAround([80, 100], 2, 100, [0, 100])).toEqual([60, 100]);
    expect(zoomAround([20, 80], 4, 50, [0, 100])).toBeNull();
    expect(panBy([10, 20], -5, [0, 100])).toEqual([0, 10]);
    expect(panBy([10, 20], 50, [0, 100])).toEqual([90, 100]);
    expect(panBy([10, 20], 0.5, [0, 100])).toEqual([15, 25]);
  });

  it('never become so narrow that numbers have no digits left', () => {
    let range: readonly [number, number] = [0, 1e6];
    for (let i = 0; i < 100; i++) range = zoomAround(range, 0.5, 123_456.7, [0, 1e6]) ?? range;
    expect(range[1]).toBeGreaterThan(range[0]);
  });

  it('span a drag in either direction, and nothing when it has no width', () => {
    expect(zoomTo(60, 20, [0, 100])).toEqual([20, 60]);
    expect(zoomTo(60, 200, [0, 100])).toEqual([60, 100]);
    expect(zoomTo(60, 60, [0, 100])).toBeUndefined();
  });
});
