import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/catalog/catalog.ts';
import type { RunId } from '../../../src/domain/run.ts';
import type { SeriesReply } from '../../../src/protocol/catalog.ts';
import { everything, JournalFixture, until } from './journal-fixture.ts';

let fixture: JournalFixture;
beforeEach(() => {
  fixture = new JournalFixture();
});
afterEach(() => fixture.dispose());

const id = (text: string) => text as RunId;
const loss = { group: 'metric', key: 'loss' } as const;
const lr = { group: 'param', key: 'lr' } as const;

function logged(level: string): string[] {
  return fixture.notices.flatMap((notice) =>
    notice.notice === 'log' && notice.level === level ? [notice.message] : [],
  );
}

function names(catalog: Catalog, sort: Parameters<Catalog['table']>[0]['sort'] = [], filter = everything) {
  const page = catalog.table({ filter, sort, columns: [], offset: 0, limit: 100 });
  return page.rows.map((row) => row.run.name);
}

function curve(catalog: Catalog, runId: string, options: object = {}): SeriesReply {
  return catalog.series({
    keys: ['loss'],
    runIds: [id(runId)],
    x: 'step',
    range: null,
    pixels: 100,
    smoothing: 0,
    ...options,
  }).value;
}

describe('the catalog shows what the journal says', () => {
  it('lists runs with status, params, last metrics and headline', async () => {
    fixture.run('a', { params: { lr: 0.1, model: 'tree' }, losses: [3, 2, 1] });
    fixture.append('runs/a/main.jsonl');
    const catalog = await fixture.open();
    const page = catalog.table({ filter: everything, sort: [], columns: [lr, loss], offset: 0, limit: 10 });
    expect(page).toMatchObject({
      total: 1,
      running: 0,
      rows: [
        { run: { runId: 'a', status: 'finished', headline: { key: 'loss', value: 1 } }, cells: [0.1, 1] },
      ],
    });
    expect(catalog.experiments({ filter: everything })).toMatchObject([
      { name: 'digits', runs: 1, running: 0 },
    ]);
    expect(catalog.run({ runId: id('a') })?.metrics).toMatchObject([
      {
        key: 'loss',
        count: 3,
        first: 3,
        last: 1,
        min: 1,
        minStep: 2,
        max: 3,
        maxStep: 0,
        lastStep: 2,
        writer: null,
      },
    ]);
  });

  it('sorts by numbers as numbers, empty values last, and marks the best', async () => {
    fixture.run('two', { at: 1, params: { lr: 2 }, losses: [0.5] });
    fixture.run('ten', { at: 2, params: { lr: 10 }, losses: [0.25] });
    fixture.run('none', { at: 3, losses: ['NaN'] });
    const catalog = await fixture.open();
    expect(names(catalog, [{ column: lr, descending: false }])).toEqual(['two', 'ten', 'none']);
    expect(names(catalog, [{ column: lr, descending: true }])).toEqual(['ten', 'two', 'none']);
    const page = catalog.table({ filter: everything, sort: [], columns: [loss, lr], offset: 0, limit: 10 });
    expect(page.best).toEqual([0.25, null]);
    expect(page.decimals).toEqual([2, null]);
    expect(page.rows[0]?.cells).toEqual([Number.NaN, null]);
  });

  it('finds runs by words in names, params and tags', async () => {
    fixture.run('a', { name: 'brave-otter', params: { model: 'tree' } });
    fixture.run('b', { name: 'keen-heron', params: { model: 'forest 100%' } });
    const catalog = await fixture.open();
    expect(names(catalog, [], { archived: 'without', text: 'OTTER tree' })).toEqual(['brave-otter']);
    expect(names(catalog, [], { archived: 'without', text: '100%' })).toEqual(['keen-heron']);
    expect(names(catalog, [], { archived: 'without', text: 'otter forest' })).toEqual([]);
  });

  it('keeps facts of the editor, the latest of each, whatever the order of the files', async () => {
    fixture.run('a', { losses: [1] });
    fixture.append('journal/z.jsonl', { type: 'run.renamed', at: 5_000, runId: 'a', name: 'later' });
    fixture.append('journal/b.jsonl', { type: 'run.renamed', at: 4_000, runId: 'a', name: 'earlier' });
    const catalog = await fixture.open();
    expect(names(catalog)).toEqual(['later']);
    await catalog.record({
      facts: [
        { type: 'run.archived', runId: id('a') },
        { type: 'tags', runId: id('a'), values: { stage: 'best' } },
      ],
    });
    expect(names(catalog)).toEqual([]);
    const [archived] = catalog.table({
      filter: { archived: 'only' },
      sort: [],
      columns: [],
      offset: 0,
      limit: 1,
    }).rows;
    expect(archived?.run).toMatchObject({ archived: true, tags: { stage: 'best' } });
    await catalog.record({ facts: [{ type: 'run.deleted', runId: id('a') }] });
    expect(catalog.run({ runId: id('a') })).toBeNull();
  });

  it('follows a run as it grows, and waits for the end of a torn line', async () => {
    fixture.run('a', { at: Date.now(), losses: [3], end: null });
    const catalog = await fixture.open();
    fixture.append(
      'runs/a/main.jsonl',
      { type: 'metrics', at: Date.now(), step: 1, values: { loss: 2 } },
      '{"type":"metrics","at":3,"st',
    );
    await until(() => catalog.run({ runId: id('a') })?.metrics[0]?.last === 2, 'the second point is shown');
    expect(catalog.status().problems).toBe(0);
    fixture.append('runs/a/main.jsonl', 'ep":2,"values":{"loss":1}}\n');
    await until(() => catalog.run({ runId: id('a') })?.metrics[0]?.last === 1, 'the completed line is shown');
    expect(curve(catalog, 'a').series[0]?.y).toEqual(Float64Array.of(3, 2, 1));
  });

  it('notices a folder .runstone that appears, and one that goes away', async () => {
    const catalog = await fixture.open();
    expect(existsSync(path.join(fixture.folder, '.runstone'))).toBe(false);
    fixture.run('a');
    await until(() => names(catalog).length === 1, 'the run is shown');
    rmSync(path.join(fixture.folder, '.runstone'), { recursive: true });
    await until(() => names(catalog).length === 0, 'the run is gone');
  });

  it('reads a run again when its file was replaced, and keeps the facts about it', async () => {
    fixture.run('a', { losses: [9, 8, 7] });
    const catalog = await fixture.open();
    await catalog.record({ facts: [{ type: 'run.renamed', runId: id('a'), name: 'kept' }] });
    rmSync(path.join(fixture.folder, '.runstone/runs/a/main.jsonl'));
    await until(() => catalog.run({ runId: id('a') }) === null, 'the run is gone');
    fixture.run('a', { losses: [1] });
    await until(() => catalog.run({ runId: id('a') })?.metrics[0]?.count === 1, 'the new file is read');
    expect(names(catalog)).toEqual(['kept']);
  });

  it('shows a run without an end and without a sign of life as interrupted', async () => {
    fixture.run('a', { at: Date.now() - 120_000, losses: [1], end: null });
    const now = new Date(Date.now() - 100_000);
    const { utimesSync } = await import('node:fs');
    utimesSync(path.join(fixture.folder, '.runstone/runs/a/main.jsonl'), now, now);
    const catalog = await fixture.open();
    expect(catalog.run({ runId: id('a') })?.status).toBe('interrupted');
    fixture.append('runs/a/main.jsonl', { type: 'heartbeat', at: Date.now() });
    await until(() => catalog.run({ runId: id('a') })?.status === 'running', 'a later event brings it back');
  });

  it('makes two series of one metric from two processes, and one of a resumed run', async () => {
    fixture.run('a', { losses: [3, 2], end: null });
    fixture.append('runs/a/rank-1.jsonl', { type: 'metrics', at: 1_001, step: 0, values: { loss: 7 } });
    const catalog = await fixture.open();
    expect(curve(catalog, 'a').series.map((one) => [one.writer, [...one.y]])).toEqual([
      ['main', [3, 2]],
      ['rank-1', [7]],
    ]);
    fixture.run('b', { losses: [3, 2], end: null });
    fixture.append(
      'runs/b/second.jsonl',
      { type: 'run.resumed', at: 9_000, pid: 2, host: 'h' },
      { type: 'metrics', at: 9_001, step: 2, values: { loss: 1 } },
    );
    await until(() => curve(catalog, 'b').series[0]?.y.length === 3, 'the resumed run goes on');
    expect(curve(catalog, 'b').series).toHaveLength(1);
    expect(catalog.run({ runId: id('b') })?.headline).toEqual({ key: 'loss', value: 1 });
  });
});

describe('curves', () => {
  it('draw the point written last of equal steps, in the order of steps', async () => {
    fixture.run('a', { end: null });
    const point = (step: number, value: number | string, more = {}) => ({
      type: 'metrics',
      at: 2_000,
      step,
      values: { loss: value, ...more },
    });
    fixture.append(
      'runs/a/main.jsonl',
      point(1, 10),
      point(0, 5),
      point(1, 11, { acc: 1 }),
      point(2.5, 1),
      point(1, 12),
    );
    const catalog = await fixture.open();
    const [series] = curve(catalog, 'a').series;
    expect([...(series?.x ?? [])]).toEqual([0, 1, 2.5]);
    expect([...(series?.y ?? [])]).toEqual([5, 12, 1]);
  });

  it('keep a one-step spike among a hundred thousand points, and give raw points when zoomed', async () => {
    const losses = Array.from({ length: 100_000 }, (_, i) => (i === 61_803 ? 1_000 : Math.sin(i / 1000)));
    fixture.run('a', { losses });
    const catalog = await fixture.open();
    await until(() => catalog.status().state === 'ready', 'all is read');
    const { series, extent } = curve(catalog, 'a');
    expect(extent).toEqual([0, 99_999]);
    expect(series[0]).toMatchObject({ complete: false, points: 100_000 });
    expect(Math.max(...(series[0]?.y ?? []))).toBe(1_000);
    const zoomed = curve(catalog, 'a', { range: [61_800, 61_810] }).series[0];
    expect(zoomed).toMatchObject({ complete: true, points: 11 });
    expect([...(zoomed?.x ?? [])]).toEqual(Array.from({ length: 13 }, (_, i) => 61_799 + i));
  });

  it('say where NaN and infinities are instead of drawing or dropping them', async () => {
    fixture.run('a', { losses: [1, 'NaN', 2, 'Infinity', 3] });
    const catalog = await fixture.open();
    const [series] = curve(catalog, 'a', { x: 'relative' }).series;
    expect(series).toMatchObject({ points: 5, nanCount: 1, infiniteCount: 1 });
    expect([...(series?.x ?? [])]).toEqual([1, 3, 5]);
    expect([...(series?.nonFiniteX ?? [])]).toEqual([2, 4]);
    expect([...(series?.nonFiniteY ?? [])]).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
  });
});

describe('lines that cannot be read', () => {
  it('are kept as problems, with what follows them read', async () => {
    fixture.run('a', { losses: [1], end: null });
    fixture.append(
      'runs/a/main.jsonl',
      'not json\n',
      { type: 'metrics', at: 1, step: 'x', values: {} },
      { type: 'from.the.future', at: 1 },
      `${'x'.repeat(3_000_000)}\n`,
      { type: 'metrics', at: 3_000, step: 1, values: { loss: 0.5 } },
    );
    const catalog = await fixture.open();
    await until(() => catalog.status().state === 'ready', 'all is read');
    expect(catalog.problems({ limit: 10 })).toMatchObject([
      { line: 4, reason: expect.stringContaining('not valid JSON'), runId: 'a' },
      { line: 5, reason: expect.stringContaining('step') },
      { line: 7, reason: 'longer than 1 MiB, passed over' },
    ]);
    expect(catalog.run({ runId: id('a') })).toMatchObject({ problems: 3, metrics: [{ last: 0.5 }] });
  });
});

describe('catalog.db', () => {
  const file = () => path.join(fixture.folder, '.runstone/catalog.db');

  async function save(): Promise<void> {
    const catalog = await fixture.open();
    await until(() => catalog.status().state === 'ready', 'all is read');
    await catalog.save();
    await catalog.close();
  }

  it('is a SQLite file that other programs read', async () => {
    fixture.run('a', { params: { lr: 0.1 }, losses: [2, 1] });
    await save();
    const script = `import sqlite3,sys,json; c=sqlite3.connect(sys.argv[1]); print(json.dumps([c.execute("select run_id,status from runs_overview").fetchall(), c.execute("select key,value from params").fetchall(), c.execute("select key,last_value from metrics").fetchall()]))`;
    const said = JSON.parse(execFileSync('python3', ['-c', script, file()], { encoding: 'utf8' }));
    expect(said).toEqual([[['a', 'finished']], [['lr', 0.1]], [['loss', 1]]]);
  });

  it('is picked up where it was left', async () => {
    fixture.run('a', { losses: [2], end: null });
    await save();
    fixture.append('runs/a/main.jsonl', { type: 'metrics', at: 5_000, step: 1, values: { loss: 1 } });
    const catalog = await fixture.open();
    expect(curve(catalog, 'a').series[0]?.y).toEqual(Float64Array.of(2, 1));
    expect(logged('warn')).toEqual([]);
  });

  it('is rebuilt when it is damaged, cut, or of another version, and says so', async () => {
    fixture.run('a', { losses: [2] });
    await save();
    const good = readFileSync(file());
    const otherVersion = Buffer.from(good);
    otherVersion.writeInt32BE(99, 60);
    const damaged = Buffer.from(good).fill(0x5a, 4096, 9000);
    for (const bytes of [
      Buffer.from('no database'),
      Buffer.alloc(0),
      good.subarray(0, 5_000),
      damaged,
      otherVersion,
    ]) {
      writeFileSync(file(), bytes);
      const catalog = await fixture.open();
      expect(names(catalog)).toEqual(['a']);
      expect(logged('warn')).toEqual([expect.stringContaining('rebuilt from the journal')]);
      await catalog.close();
      fixture.notices.length = 0;
    }
  });

  it('moves with the folder to another place', async () => {
    fixture.run('a', { losses: [2] });
    await save();
    const moved = path.join(fixture.folder, 'elsewhere');
    mkdirSync(moved);
    renameSync(path.join(fixture.folder, '.runstone'), path.join(moved, '.runstone'));
    const { Catalog } = await import('../../../src/catalog/catalog.ts');
    const { wasmPath } = await import('./journal-fixture.ts');
    const catalog = await Catalog.open({ folder: moved, wasmPath, writer: 'w', poll: 'always' }, () => {});
    expect(names(catalog)).toEqual(['a']);
    await catalog.close();
  });
});
