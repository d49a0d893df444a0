import { describe, expect, it } from 'vitest';
import { lookOf } from '../../../../webview/looks/looks.ts';

describe('looks', () => {
  it('all differ for 360 runs, and are the same again for the same index', () => {
    const looks = Array.from({ length: 360 }, (_, index) => JSON.stringify(lookOf(index)));
    expect(new Set(looks).size).toBe(360);
    expect(lookOf(7)).toEqual(lookOf(7));
  });

  it('differ in colour, dash and marker from one run to the next', () => {
    for (let index = 0; index < 100; index++) {
      const here = lookOf(index);
      const next = lookOf(index + 1);
      expect(here.color).not.toBe(next.color);
      expect(here.dash).not.toEqual(next.dash);
      expect(here.marker).not.toBe(next.marker);
    }
  });

  it('are never red, which means worse', () => {
    const colors = Array.from({ length: 100 }, (_, index) => lookOf(index).color);
    expect(colors.filter((color) => /^var\(.*red/i.test(color))).toEqual([]);
  });
});
