import { describe, expect, it } from 'vitest';
import { decimalsToTellApart } from '../../../src/domain/decimals.ts';
import { selectPoints } from '../../../src/domain/downsample.ts';
import { smooth } from '../../../src/domain/smoothing.ts';
import { randomNumbers } from '../catalog/random-journal.ts';

describe('decimals of a column', () => {
  it.each([
    [[1, 2, 1000], 0],
    [[0.5, 0.25], 2],
    [[0.9871, 0.9872], 4],
    [[0.001, 0.5], 3],
    [[0.9740740740740741], 4],
    [[0.97, 0.9740740740740741], 4],
    [[12.3456, 7.1], 2],
    [[0.0979123, 0.101234], 4],
    [[0.0009876543], 7],
    [[0.1 + 0.2], 1],
    [[1234.5, 1234.25], 2],
    [[Number.NaN, Number.POSITIVE_INFINITY], 0],
    [[], 0],
    [[0.123456789, 0.123456788], 4],
  ])('%j need %d', (numbers, decimals) => {
    expect(decimalsToTellApart(numbers)).toBe(decimals);
  });
});

describe('points chosen for a plot', () => {
  it('keep first, last, minimum and maximum of every pixel column, whatever the points', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomNumbers(seed);
      const length = 1 + Math.floor(random() * 3_000);
      const pixels = 1 + Math.floor(random() * 60);
      let step = 0;
      const x = Float64Array.from({ length }, () => {
        step += random() < 0.2 ? 0 : random() ** 4 * 100;
        return step;
      });
      const y = Float64Array.from({ length }, () => (random() < 0.01 ? 1e6 : Math.floor(random() * 9)));
      const begin = Math.floor(random() * length);
      const end = begin + Math.floor(random() * (length - begin + 1));
      const chosen = selectPoints(x, y, begin, end, pixels);
      expect(chosen.length).toBeLessThanOrEqual(pixels * 4);
      expect([...chosen]).toEqual([...new Set(chosen)].sort((a, b) => a - b));
      expect(columns(x, y, chosen, x[begin], x[end - 1], pixels), `seed ${seed}`).toEqual(
        columns(
          x,
          y,
          Uint32Array.from({ length: end - begin }, (_, i) => begin + i),
          x[begin],
          x[end - 1],
          pixels,
        ),
      );
    }
  });

  it('are all points where there are few, and none where there are none', () => {
    const x = Float64Array.of(0, 1, 2);
    expect([...selectPoints(x, x, 0, 3, 1)]).toEqual([0, 1, 2]);
    expect([...selectPoints(x, x, 2, 2, 100)]).toEqual([]);
  });
});

/** First, last, minimum and maximum of each column. */
function columns(
  x: Float64Array,
  y: Float64Array,
  indices: Uint32Array,
  left: number | undefined,
  right: number | undefined,
  pixels: number,
): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const i of indices) {
    const width = (right as number) - (left as number);
    const scale = width > 0 ? pixels / width : 0;
    const column = Math.min(pixels - 1, Math.floor(((x[i] as number) - (left as number)) * scale));
    const value = y[i] as number;
    const [first, , low, high] = found.get(column) ?? [value, value, value, value];
    found.set(column, [
      first as number,
      value,
      Math.min(low as number, value),
      Math.max(high as number, value),
    ]);
  }
  return found;
}

describe('smoothing', () => {
  /** TensorBoard's debiased moving average, as its documentation gives it. */
  function reference(y: readonly number[], weight: number): number[] {
    let last = 0;
    return y.map((value, i) => {
      last = last * weight + (1 - weight) * value;
      return last / (1 - weight ** (i + 1));
    });
  }

  it('equals the debiased moving average where points are a thousandth of the range apart', () => {
    const random = randomNumbers(7);
    const y = Array.from({ length: 1_001 }, () => random());
    const x = Float64Array.from(y, (_, i) => i);
    const smoothed = smooth(x, Float64Array.from(y), 0.9);
    for (const [i, value] of reference(y, 0.9).entries()) expect(smoothed[i]).toBeCloseTo(value, 10);
  });

  it('lets a longer gap forget more', () => {
    const y = Float64Array.of(0, 10, 10);
    const near = smooth(Float64Array.of(0, 1, 1000), y, 0.5)[1] as number;
    const far = smooth(Float64Array.of(0, 900, 1000), y, 0.5)[1] as number;
    expect(near).toBeCloseTo(20 / 3, 10);
    expect(far).toBeCloseTo(10, 10);
  });

  it('leaves values alone at weight 0, and a flat line at any weight', () => {
    const x = Float64Array.of(0, 1, 2);
    expect([...smooth(x, Float64Array.of(3, 1, 2), 0)]).toEqual([3, 1, 2]);
    for (const value of smooth(x, Float64Array.of(5, 5, 5), 0.99)) expect(value).toBeCloseTo(5, 12);
  });

  it('gives a number for points with one and the same x', () => {
    const smoothed = smooth(Float64Array.of(4, 4, 4), Float64Array.of(1, 2, 3), 0.6);
    expect([...smoothed].every(Number.isFinite)).toBe(true);
  });
});
