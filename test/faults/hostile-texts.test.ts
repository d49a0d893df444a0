import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../src/domain/run.ts';
import type { RunDetail } from '../../src/protocol/catalog.ts';
import { appendJournal, writeRun } from '../webview/journal.ts';
import { type OpenPage, openPage } from '../webview/page.ts';
import { hostileTexts, hundredKilobytes } from './hostile-texts.ts';
import { type Ended, Training } from './training.ts';
import { type OpenCatalog, Workspace } from './workspace.ts';

const texts = Object.entries(hostileTexts).map(([what, text]) => ({ what, text }));
const patiently = { timeout: 20_000 };

describe('hostile texts of a training', () => {
  const workspace = new Workspace();
  let ended: Ended;
  let open: OpenCatalog;

  beforeAll(async () => {
    mkdirSync(workspace.store);
    const list = path.join(workspace.folder, 'texts.json');
    writeFileSync(list, JSON.stringify(texts.map(({ text }) => text)));
    ended = await new Training(workspace.folder, 'hostile.py', [list], { PYTHONUTF8: '1' }).ended;
    open = await workspace.open();
    await open.read();
  });
  afterAll(() => workspace.dispose());

  function runNamed(text: string): RunDetail {
    const run = open.runs().find(({ name }) => name === text);
    const detail = run && open.catalog.run({ runId: run.runId });
    if (!detail) throw new Error('The run is not shown under its name.');
    return detail;
  }

  it('are all recorded, nothing is complained about, and nothing is written outside .runstone', () => {
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(open.runs()).toHaveLength(texts.length);
    expect(open.catalog.problems({ limit: 10 })).toEqual([]);
    expect(readdirSync(workspace.folder).sort()).toEqual(['.runstone', 'texts.json']);
    expect(existsSync('/tmp/runstone-escaped')).toBe(false);
  });

  it.each(texts)('are stored as given: $what', ({ text }) => {
    const run = runNamed(text);
    expect(run).toMatchObject({ status: 'finished', experiment: text, notes: text });
    expect(run.params).toEqual([{ key: text, value: text }]);
    expect(Object.entries(run.tags)).toEqual([[text, text]]);
    expect(run.metrics.map(({ key, last }) => [key, last])).toEqual(
      expect.arrayContaining([
        [text, 1.5],
        ['loss', 0.5],
      ]),
    );
    expect(run.summary).toEqual([{ key: 'said', value: text }]);
    expect(run.alerts).toMatchObject([{ title: text, text }]);
    expect(readFileSync(run.outputPath ?? '', 'utf8')).toBe(`${text}\n`);
  });

  it.each(texts)('name artifacts that stay in the folder of their run: $what', ({ text }) => {
    const run = runNamed(text);
    const folder = realpathSync(run.folderPath);
    expect(run.artifacts).toHaveLength(2);
    for (const artifact of run.artifacts) {
      const file = realpathSync(path.join(folder, artifact.path));
      expect(file.startsWith(path.join(folder, 'artifacts') + path.sep)).toBe(true);
      expect(readFileSync(file)).toHaveLength(artifact.sizeBytes);
    }
  });
});

describe('hostile names of runs and folders', () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.dispose());

  it.each(['../../x', '/tmp/runstone-escaped', '..', 'a/b', 'a\nb'])(
    'as RUNSTONE_RUN_ID begin a run of another name: %j',
    async (runId) => {
      const acknowledgements = path.join(workspace.folder, 'acknowledgements');
      mkdirSync(workspace.store);
      const { exitCode, stderr } = await new Training(
        workspace.folder,
        'acknowledged.py',
        [acknowledgements, '3'],
        {
          RUNSTONE_RUN_ID: runId,
        },
      ).ended;
      expect(exitCode).toBe(0);
      expect(stderr).toMatch(/RUNSTONE_RUN_ID .* a new run is begun/s);
      const { runs, read } = await workspace.open();
      await read();
      expect(runs()).toMatchObject([{ status: 'finished', name: 'acknowledgements' }]);
      expect(readdirSync(workspace.folder).sort()).toEqual(['.runstone', 'acknowledgements']);
      expect(readdirSync(path.join(workspace.store, 'runs'))).toEqual([runs()[0]?.runId]);
    },
  );

  it('in a journal are passed over or shown as they are, and none leads out of .runstone', async () => {
    writeRun(workspace.folder, { runId: '..%2f..%2fescaped'.replaceAll('%', '_'), metrics: { loss: [1] } });
    writeRun(workspace.folder, { runId: 'a', metrics: { loss: [1] } });
    appendJournal(workspace.folder, 'runs/with space/main.jsonl', { type: 'heartbeat', at: 1 });
    appendJournal(workspace.folder, 'runs/a/..jsonl', {
      type: 'metrics',
      at: 1,
      step: 5,
      values: { loss: 2 },
    });
    appendJournal(workspace.folder, 'journal/w.jsonl', {
      type: 'run.renamed',
      at: 1,
      runId: '../../escaped',
      name: 'x',
    });
    const { catalog, runs, read } = await workspace.open();
    await read();
    expect(
      runs()
        .map(({ runId }) => runId)
        .sort(),
    ).toEqual(['.._2f.._2fescaped', 'a']);
    expect(catalog.problems({ limit: 10 })).toMatchObject([
      { line: 1, reason: expect.stringContaining('run id') },
    ]);
    expect(readdirSync(workspace.folder)).toEqual(['.runstone']);
  });

  it('of a hundred kilobytes in a journal are stored as given', async () => {
    writeRun(workspace.folder, {
      runId: 'a',
      name: hundredKilobytes,
      experiment: hundredKilobytes,
      params: { [hundredKilobytes]: hundredKilobytes },
      metrics: { [hundredKilobytes]: [1, 2] },
      tags: { [hundredKilobytes]: hundredKilobytes },
      notes: hundredKilobytes,
    });
    const { catalog, read } = await workspace.open();
    await read();
    const run = catalog.run({ runId: 'a' as RunId });
    expect(run).toMatchObject({
      name: hundredKilobytes,
      experiment: hundredKilobytes,
      notes: hundredKilobytes,
      problems: 0,
    });
    expect(run?.params).toEqual([{ key: hundredKilobytes, value: hundredKilobytes }]);
    expect(run?.tags).toEqual({ [hundredKilobytes]: hundredKilobytes });
    expect(run?.metrics).toMatchObject([{ key: hundredKilobytes, last: 2 }]);
  });
});

describe('hostile texts in the compare page', () => {
  const runIds = texts.map((_, index) => `run-${String(index).padStart(2, '0')}` as RunId);
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({
      width: 1400,
      height: 1600,
      journal: (folder) => {
        for (const [index, { text }] of texts.entries())
          writeRun(folder, {
            runId: runIds[index] as RunId,
            name: text,
            experiment: text,
            params: { [text]: text, lr: index },
            metrics: { [text]: [3, 2, 1], loss: [3, 2, index] },
            tags: { [text]: text },
            notes: text,
          });
      },
    });
  });
  afterAll(() => open.close());

  const names = () => open.page.locator('runstone-table .row .name').allTextContents();

  it('are shown as text in the table', async () => {
    await expect.poll(async () => (await names()).length, patiently).toBe(texts.length);
    expect((await names()).sort()).toEqual(texts.map(({ text }) => text).sort());
  });

  it('are shown as text beside curves, and do nothing', async () => {
    open.host.select(runIds, true);
    await open.page.locator('canvas').first().waitFor();
    await expect.poll(() => open.sent('series').length, patiently).toBeGreaterThan(0);
    if (process.env['RUNSTONE_PICTURES'])
      await open.page.screenshot({ path: path.join(process.env['RUNSTONE_PICTURES'], 'hostile.png') });
    expect(await open.page.evaluate(() => Object.hasOwn(window, 'harmed'))).toBe(false);
    expect(await open.page.locator('script').count()).toBe(2);
    expect(await open.page.locator('img, iframe, object, [onerror], [onload]').count()).toBe(0);
    expect(open.errors).toEqual([]);
  });
});
