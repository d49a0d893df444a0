import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunId } from '../../../src/domain/run.ts';
import { everything, JournalFixture } from './journal-fixture.ts';
import { StepwiseCatalog } from './stepwise-catalog.ts';

let fixture: JournalFixture;
beforeEach(() => {
  fixture = new JournalFixture();
});
afterEach(() => fixture.dispose());

it('columns tell type, range, and in how many runs of the filter how many values stand', async () => {
  fixture.run('a', {
    name: 'otter',
    params: { lr: 0.1, model: 'tree', flag: true, gone: null },
    losses: [3],
  });
  fixture.run('b', { name: 'heron', params: { lr: 0.2, model: 'tree' }, losses: ['NaN'] });
  fixture.run('c', { name: 'stoat', params: { lr: 0.2, model: 7 }, losses: ['Infinity'] });
  const catalog = await fixture.open();
  const of = (filter = everything) =>
    Object.fromEntries(
      catalog.columns({ filter }).map(({ group, key, ...rest }) => [`${group}:${key}`, rest]),
    );
  expect(of()).toEqual({
    'metric:loss': { type: 'number', runs: 3, distinct: 2, min: 3, max: null, direction: 'lower' },
    'param:flag': { type: 'number', runs: 1, distinct: 1, min: 1, max: 1, direction: 'none' },
    'param:lr': { type: 'number', runs: 3, distinct: 2, min: 0.1, max: 0.2, direction: 'none' },
    'param:model': { type: 'text', runs: 3, distinct: 2, min: null, max: null, direction: 'none' },
  });
  expect(of({ ...everything, text: 'heron' })).toMatchObject({
    'param:lr': { runs: 1, distinct: 1, min: 0.2 },
  });
  expect(Object.keys(of({ ...everything, text: 'heron' }))).toEqual([
    'metric:loss',
    'param:lr',
    'param:model',
  ]);
  await catalog.record({ facts: [{ type: 'run.archived', runId: 'a' as RunId }] });
  expect(of()['param:lr']).toMatchObject({ runs: 2, distinct: 1 });
  expect(of()['param:flag']).toBeUndefined();
});

it('different values are counted up to a thousand', async () => {
  for (let i = 0; i < 1_010; i++)
    fixture.append(`runs/r${i}/main.jsonl`, { type: 'params', at: 1_000, values: { seed: i, same: 1 } });
  const catalog = await StepwiseCatalog.create(fixture.path(''));
  await catalog.catchUp();
  expect(catalog.engine.table.columns(everything, 1)).toMatchObject([
    { key: 'same', runs: 1_010, distinct: 1 },
    { key: 'seed', runs: 1_010, distinct: 1_000, min: 0, max: 1_009 },
  ]);
}, 120_000);
