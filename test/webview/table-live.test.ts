import { afterEach, describe, expect, it } from 'vitest';
import { appendJournal, type WrittenRun } from './journal.ts';
import type { OpenPage } from './page.ts';
import {
  cell,
  expectNames,
  fiveRuns,
  focusedPlace,
  names,
  openTable,
  row,
  shownText,
  titles,
} from './table-page.ts';

let open: OpenPage;
afterEach(async () => {
  expect(open.errors).toEqual([]);
  await open.close();
});

function startRun(runId: string, startedAtMs: number) {
  appendJournal(open.folder, `runs/${runId}/main.jsonl`, {
    type: 'run.started',
    schema: 1,
    at: startedAtMs,
    runId,
    experiment: 'digits',
    name: runId,
    command: [],
    cwd: '/',
    host: 'elsewhere',
    user: 'ada',
    pid: 1,
    code: null,
  });
}

function log(runId: string, step: number, values: Record<string, number>) {
  appendJournal(open.folder, `runs/${runId}/main.jsonl`, { type: 'metrics', at: Date.now(), step, values });
}

describe('a run that trains', () => {
  it('appears on top with its state, and its values change while it is watched', async () => {
    open = await openTable();
    const { page } = open;
    startRun('live', Date.now());
    log('live', 0, { val_acc: 0.25 });
    await expect.poll(async () => (await names(page))[0]).toBe('live');
    await expect.poll(() => shownText(page, 'live', 'val_acc')).toBe('0.2500');
    expect(await row(page, 'live').locator('.spinner').count()).toBe(1);
    await expect.poll(() => page.locator('runstone-toolbar .live').textContent()).toBe('1 live');
    log('live', 1, { val_acc: 0.75 });
    await expect.poll(() => shownText(page, 'live', 'val_acc')).toBe('0.7500');
    log('live', 2, { val_f1: 0.5 });
    await expect.poll(() => titles(page)).toContain('val_f1');
  });

  it('moves neither the focus nor what is being read', async () => {
    const now = Date.now();
    const runs: WrittenRun[] = Array.from({ length: 80 }, (_, at) => ({
      runId: `run-${at}`,
      startedAtMs: now - (at + 1) * 60_000,
      metrics: { val_acc: [at / 100] },
    }));
    open = await openTable(runs);
    const { page } = open;
    await (await cell(page, 'run-3', 'val_acc')).click();
    for (let press = 0; press < 27; press++) await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedPlace(page)).toBe('30,1');
    const offset = async () => {
      const box = await row(page, 'run-30').boundingBox();
      return Math.round(box?.y ?? 0);
    };
    const before = await offset();
    startRun('live', now);
    await expect.poll(() => focusedPlace(page)).toBe('31,1');
    await expect.poll(offset).toBe(before);
    expect(await row(page, 'run-30').locator('.cell:focus').count()).toBe(1);
  });

  it('stops turning under reduced motion', async () => {
    open = await openTable(fiveRuns(), { reducedMotion: true });
    const { page } = open;
    startRun('live', Date.now());
    await expect.poll(async () => (await names(page))[0]).toBe('live');
    const animation = await row(page, 'live')
      .locator('.spinner')
      .evaluate((spinner) => getComputedStyle(spinner).animationName);
    expect(animation).toBe('none');
  });

  it('leaves the list when it is archived elsewhere', async () => {
    open = await openTable();
    await open.catalog.record({ facts: [{ type: 'run.archived', runId: 'heron' as never }] });
    await expectNames(open.page, ['brave-otter', 'amber-wren', 'tidy-marmot', 'mellow-vole']);
  });
});
