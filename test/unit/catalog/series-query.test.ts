import { afterEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/catalog/catalog.ts';
import type { RunId } from '../../../src/domain/run.ts';
import type { Series, SeriesRequest } from '../../../src/protocol/catalog.ts';
import { JournalFixture } from './journal-fixture.ts';

let fixture: JournalFixture | undefined;
afterEach(async () => fixture?.dispose());

async function catalogOf(losses: readonly (number | string)[]): Promise<Catalog> {
  fixture = new JournalFixture();
  fixture.run('a', { losses });
  return fixture.open();
}

function ask(catalog: Catalog, request: Partial<SeriesRequest> = {}): Series | undefined {
  const whole = { keys: ['loss'], runIds: ['a' as RunId], x: 'step', range: null, pixels: 100, smoothing: 0 };
  return catalog.series({ ...(whole as SeriesRequest), ...request }).value.series[0];
}

describe('curves for a plot', () => {
  it('hold a one-step spike and a one-step dip at any width and in any range that has them', async () => {
    const losses = Array.from({ length: 20_000 }, (_, i) => Math.sin(i / 300));
    losses[7_777] = 50;
    losses[12_345] = -50;
    const catalog = await catalogOf(losses);
    for (const pixels of [1, 2, 97, 333, 1_000, 5_000]) {
      for (const range of [null, [7_000, 12_500], [7_777, 12_345]] as const) {
        const { x, y } = ask(catalog, { pixels, range }) ?? { x: new Float64Array(), y: new Float64Array() };
        expect([...y]).toEqual(expect.arrayContaining([50, -50]));
        expect(x[y.indexOf(50)]).toBe(7_777);
        expect(y.length).toBeLessThanOrEqual(pixels * 4 + 2);
      }
    }
  });

  it('have one neighbour outside the range on each side, so that lines enter and leave', async () => {
    const catalog = await catalogOf([0, 1, 2, 3, 4, 5]);
    expect([...(ask(catalog, { range: [1.5, 3.5] })?.x ?? [])]).toEqual([1, 2, 3, 4]);
  });

  it('do not join a gap that lies between the range and the neighbour outside it', async () => {
    const catalog = await catalogOf([0, 'NaN', 2, 3, 'NaN', 5]);
    expect([...(ask(catalog, { range: [1.5, 3.5] })?.x ?? [])]).toEqual([2, 3]);
    expect([...(ask(catalog, { range: [1, 4] })?.x ?? [])]).toEqual([0, 2, 3, 5]);
  });

  it('keep every NaN while they are few, so that each gap is a gap', async () => {
    const losses = Array.from({ length: 2_000 }, (_, i) => (i === 500 || i === 502 ? 'NaN' : i));
    losses[1_999] = 'NaN';
    const series = ask(await catalogOf(losses));
    expect([...(series?.nonFiniteX ?? [])]).toEqual([500, 502, 1_999]);
  });
});
