import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunId } from '../../../src/domain/run.ts';
import { everything, JournalFixture, until } from './journal-fixture.ts';

let fixture: JournalFixture;
beforeEach(() => {
  fixture = new JournalFixture();
});
afterEach(() => fixture.dispose());

const runId = 'a' as RunId;
const started = {
  type: 'run.started',
  at: 1_000,
  runId: 'a',
  experiment: 'digits',
  name: 'first',
  host: 'h',
  pid: 7,
};

it('a clock that goes back does not reorder a file: its later lines win', async () => {
  fixture.append(
    'runs/a/main.jsonl',
    started,
    { type: 'params', at: 900, values: { lr: 1 } },
    { type: 'params', at: 800, values: { lr: 2 } },
    { type: 'run.finished', at: 700, status: 'finished', exitCode: 0 },
  );
  const catalog = await fixture.open();
  expect(catalog.run({ runId })).toMatchObject({ status: 'finished', params: [{ key: 'lr', value: 2 }] });
});

it('what a launcher wrote of the end does not hide what the training wrote of the start', async () => {
  fixture.append('runs/a/a-launcher.jsonl', {
    type: 'run.finished',
    at: 2_000,
    status: 'failed',
    exitCode: 3,
  });
  const catalog = await fixture.open();
  fixture.append('runs/a/main.jsonl', started);
  await until(() => catalog.run({ runId })?.host === 'h', 'the start is read');
  expect(catalog.run({ runId })).toMatchObject({
    experiment: 'digits',
    name: 'first',
    status: 'failed',
    exitCode: 3,
  });
});

it('of facts with equal times the one of the later writer wins, in whatever order they are read', async () => {
  fixture.append('runs/a/main.jsonl', started);
  fixture.append('journal/w2.jsonl', { type: 'run.renamed', at: 5_000, runId: 'a', name: 'two' });
  const catalog = await fixture.open();
  fixture.append('journal/w1.jsonl', { type: 'run.renamed', at: 5_000, runId: 'a', name: 'one' });
  await until(() => catalog.status().bytesRead === catalog.status().bytesTotal, 'all is read');
  expect(catalog.run({ runId })?.name).toBe('two');
});

it('facts about a run wait for its own events', async () => {
  fixture.append('journal/w.jsonl', { type: 'run.renamed', at: 5_000, runId: 'a', name: 'known before' });
  const catalog = await fixture.open();
  expect(catalog.status().runs).toBe(0);
  fixture.append('runs/a/main.jsonl', started);
  await until(() => catalog.status().runs === 1, 'the run is shown');
  expect(catalog.run({ runId })?.name).toBe('known before');
});

it('a deleted run stays deleted while its folder goes, and when a copy of it comes back', async () => {
  fixture.run('a', { losses: [1] });
  fixture.run('b', { losses: [1] });
  const catalog = await fixture.open();
  await catalog.record({ facts: [{ type: 'run.renamed', runId: 'b' as RunId, name: 'kept' }] });
  await catalog.record({ facts: [{ type: 'run.deleted', runId }] });
  expect(catalog.run({ runId })).toBeNull();
  fixture.remove('runs/a');
  await until(
    () =>
      catalog.status().bytesRead === catalog.status().bytesTotal &&
      catalog.columns({ filter: everything }).length === 1,
    'the folder is seen to be gone',
  );
  fixture.run('a', { losses: [1] });
  fixture.run('c', { losses: [1] });
  await until(() => catalog.status().runs === 2, 'the other new run is shown');
  expect(catalog.run({ runId })).toBeNull();
  expect(catalog.run({ runId: 'b' as RunId })?.name).toBe('kept');
});

it('the summaries of a resumed run are those of one series', async () => {
  fixture.run('a', { losses: [3, 2], end: null });
  fixture.append(
    'runs/a/second.jsonl',
    { type: 'run.resumed', at: 9_000, pid: 2, host: 'h' },
    { type: 'metrics', at: 9_001, step: 2, values: { loss: 'NaN' } },
    { type: 'metrics', at: 9_002, step: 3, values: { loss: 1 } },
  );
  const catalog = await fixture.open();
  expect(catalog.run({ runId })?.metrics).toEqual([
    expect.objectContaining({
      writer: null,
      count: 4,
      nanCount: 1,
      first: 3,
      last: 1,
      min: 1,
      minStep: 3,
      max: 3,
      maxStep: 0,
      lastStep: 3,
    }),
  ]);
});

it('two windows on one folder follow it, tell each other, and both save', async () => {
  fixture.run('a', { losses: [1] });
  const [one, two] = await Promise.all([fixture.open('auto'), fixture.open('always')]);
  await one.record({ facts: [{ type: 'run.renamed', runId, name: 'from one' }] });
  await until(() => two.run({ runId })?.name === 'from one', 'the second window shows what the first said');
  fixture.append('runs/a/main.jsonl', { type: 'params', at: 9_000, values: { lr: 1 } });
  await until(() => one.run({ runId })?.params.length === 1, 'the first window follows');
  await until(() => two.run({ runId })?.params.length === 1, 'the second window follows');
  expect(await Promise.all([one.save(), two.save()])).toEqual([true, true]);
  const third = await fixture.open();
  expect(fixture.notices.filter((notice) => notice.notice === 'log' && notice.level !== 'info')).toEqual([]);
  expect(third.run({ runId })).toMatchObject({ name: 'from one', params: [{ key: 'lr', value: 1 }] });
});
