import { afterEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../src/domain/run.ts';
import {
  type CurvesOptions,
  card,
  chart,
  countDrawn,
  countPixels,
  lastAsked,
  openCurves,
  patience,
  untilAsked,
} from './curves-page.ts';
import { appendJournal } from './journal.ts';
import type { OpenPage } from './page.ts';

const blue = [89, 164, 249] as const;
/** 34 % of it over the editor's background. */
const faintBlue = [51, 76, 105] as const;

let open: OpenPage | undefined;
afterEach(async () => {
  const errors = open?.errors ?? [];
  await open?.close();
  open = undefined;
  expect(errors).toEqual([]);
});

async function show(options: CurvesOptions): Promise<OpenPage> {
  open = await openCurves(options);
  return open;
}

const wave = (length: number, scale = 1) =>
  Array.from({ length }, (_, i) => scale * (1 + Math.sin(i / 40) * 0.2));
const loss = { charts: ['loss'] };

describe('curves on the page', () => {
  it('draw a one-step spike among 100,000 points at its full height at any width', async () => {
    const values = wave(100_000);
    values[61_803] = 9;
    const opened = await show({
      runs: [{ runId: 'a', metrics: { loss: values } }],
      state: loss,
      width: 1_300,
    });
    const { page } = opened;
    for (const width of [1_300, 560, 420]) {
      await page.setViewportSize({ width, height: 800 });
      await chart(page, 'loss').waitFor();
      await expect
        .poll(
          () => countPixels(chart(page, 'loss'), blue, { left: 0.1, right: 0.8, top: 0.06, bottom: 0.3 }),
          patience,
        )
        .toBeGreaterThan(10);
      const asked = lastAsked(opened);
      expect(asked.pixels).toBeLessThanOrEqual(1_400);
      const { y } = opened.catalog.series(asked).value.series[0] ?? { y: new Float64Array() };
      expect(y.length).toBeLessThanOrEqual(4 * asked.pixels);
      expect(Math.max(...y)).toBe(9);
    }
  });

  it('ask for raw points when a drag zooms, on all charts, and show everything again on a double click', async () => {
    const metrics = { loss: wave(50_000), acc: wave(50_000) };
    const opened = await show({ runs: [{ runId: 'a', metrics }], state: { charts: ['loss', 'acc'] } });
    const { page } = opened;
    const box = await chart(page, 'loss').boundingBox();
    if (!box) throw new Error('The chart has no place.');
    await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.405, box.y + 70, { steps: 3 });
    await page.mouse.move(box.x + box.width * 0.42, box.y + 70, { steps: 3 });
    await page.mouse.up();
    const zoomed = await untilAsked(opened, (request) => request.range !== null);
    expect(zoomed.keys).toEqual(['loss', 'acc']);
    for (const series of opened.catalog.series(zoomed).value.series) expect(series.complete).toBe(true);
    await expect
      .poll(() => chart(page, 'acc').getAttribute('aria-label'), patience)
      .not.toContain('from step 0 to');
    const reset = page.getByRole('button', { name: 'Reset zoom' });
    expect(await reset.isEnabled()).toBe(true);
    await page.mouse.dblclick(box.x + box.width * 0.4, box.y + 60);
    await expect
      .poll(() => chart(page, 'acc').getAttribute('aria-label'), patience)
      .toContain('from step 0 to 49,999');
    expect(await reset.isDisabled()).toBe(true);
  });

  it('zoom around the pointer with Ctrl and the wheel, move with Shift and a drag, and scroll without', async () => {
    const opened = await show({ runs: [{ runId: 'a', metrics: { loss: wave(1_001) } }], state: loss });
    const { page } = opened;
    const box = await chart(page, 'loss').boundingBox();
    if (!box) throw new Error('The chart has no place.');
    await page.mouse.move(box.x + box.width / 2, box.y + 60);
    await page.mouse.wheel(0, -300);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    const zoomed = (await untilAsked(opened, (request) => request.range !== null)).range ?? [0, 0];
    // One turn makes it three quarters as wide; the turn without Ctrl has done nothing.
    expect(zoomed[1] - zoomed[0]).toBeGreaterThan(700);
    expect(zoomed[1] - zoomed[0]).toBeLessThan(800);
    await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 100, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const moved = await untilAsked(opened, ({ range }) => range !== null && range[0] > zoomed[0] + 20);
    const [from, to] = moved.range ?? [0, 0];
    expect(to - from).toBeCloseTo(zoomed[1] - zoomed[0], 6);
  });

  it('show one cursor on all charts and one list of values, highest first', async () => {
    const opened = await show({
      runs: [
        { runId: 'a', name: 'low-run', metrics: { loss: [1, 1, 1], acc: [0.1, 0.2, 0.3] } },
        { runId: 'b', name: 'high-run', metrics: { loss: [5, 5, 5], acc: [0.4, 0.5, 0.6] } },
      ],
      state: { charts: ['loss', 'acc'] },
    });
    const { page } = opened;
    const box = await chart(page, 'loss').boundingBox();
    if (!box) throw new Error('The chart has no place.');
    const over = (metric: string) => card(page, metric).locator('canvas.over');
    expect(await countDrawn(over('acc'))).toBe(0);
    await page.mouse.move(box.x + box.width * 0.45, box.y + box.height / 2);
    await expect.poll(() => countDrawn(over('acc')), patience).toBeGreaterThan(50);
    expect(await countDrawn(over('loss'))).toBeGreaterThan(50);
    expect(await page.locator('.hover:popover-open').count()).toBe(1);
    const text = ((await page.locator('.hover:popover-open').textContent()) ?? '').replace(/\s+/g, ' ');
    expect(text).toContain('step 1');
    expect(text.indexOf('high-run')).toBeLessThan(text.indexOf('low-run'));
    await page.mouse.move(2, 2);
    await expect.poll(() => countDrawn(over('acc')), patience).toBe(0);
    expect(await page.locator('.hover:popover-open').count()).toBe(0);
  });

  it('draw the raw line faint behind the smoothed one', async () => {
    const noisy = Array.from({ length: 400 }, (_, i) => 2 + (i % 2));
    const opened = await show({ runs: [{ runId: 'a', metrics: { loss: noisy } }], state: loss });
    const { page } = opened;
    // Only raw points reach so high.
    const peaks = { left: 0.1, right: 0.8, top: 0.06, bottom: 0.25 };
    await expect.poll(() => countPixels(chart(page, 'loss'), blue, peaks), patience).toBeGreaterThan(500);
    await page.getByRole('slider', { name: 'Smoothing' }).fill('0.99');
    await untilAsked(opened, (request) => request.smoothing === 0.99);
    await card(page, 'loss').getByText('raw behind smoothed').waitFor();
    await expect.poll(() => countPixels(chart(page, 'loss'), blue, peaks), patience).toBe(0);
    expect(await countPixels(chart(page, 'loss'), faintBlue, peaks, 25)).toBeGreaterThan(500);
    expect(await countPixels(chart(page, 'loss'), blue)).toBeGreaterThan(200);
  });

  it('say what a log axis has no place for, and count NaN and infinities', async () => {
    const values = [1, 10, 0, -5, 'NaN', 'NaN', 'Infinity', 100];
    const opened = await show({ runs: [{ runId: 'a', metrics: { loss: values } }], state: loss });
    const { page } = opened;
    await card(page, 'loss').getByText('2 NaN, 1 infinite').waitFor();
    await page.getByRole('checkbox', { name: 'Log y' }).click();
    await card(page, 'loss').getByText('2 points at or below 0 are not on a log axis').waitFor();
  });

  it('grow while they are watched, and leave the zoom where it is', async () => {
    const started = Date.now() - 60_000;
    const opened = await show({
      runs: [{ runId: 'a', startedAtMs: started, metrics: { loss: wave(100) }, status: null }],
      state: { ...loss, zoom: [10, 40] },
    });
    const { page } = opened;
    await card(page, 'loss').getByText('31 points').waitFor();
    const questions = opened.sent('series').length;
    const more = Array.from({ length: 50 }, (_, i) => ({
      type: 'metrics',
      at: started + 100_000 + i,
      step: i === 49 ? 20.5 : 100 + i,
      values: { loss: 3 },
    }));
    appendJournal(opened.folder, 'runs/a/main.jsonl', ...more);
    await card(page, 'loss').getByText('32 points').waitFor();
    expect(opened.sent('series').length).toBeGreaterThan(questions);
    expect(lastAsked(opened).range).toEqual([10, 40]);
    expect(await chart(page, 'loss').getAttribute('aria-label')).toContain('from step 10 to 40');
  });

  it('are read, zoomed and reset by keys alone', async () => {
    const opened = await show({
      runs: [{ runId: 'a', name: 'otter', metrics: { loss: wave(1_000) } }],
      state: loss,
    });
    const { page } = opened;
    const spoken = page.locator('runstone-compare [role="status"]');
    await chart(page, 'loss').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => spoken.textContent(), patience).toContain('step 1: otter 1.0');
    await page.keyboard.press('+');
    await untilAsked(opened, (request) => request.range !== null && request.range[1] < 600);
    await page.keyboard.press('Shift+ArrowRight');
    await untilAsked(opened, (request) => request.range !== null && request.range[0] > 50);
    await page.keyboard.press('0');
    await expect.poll(() => spoken.textContent(), patience).toContain('Shows everything');
    await expect
      .poll(() => chart(page, 'loss').getAttribute('aria-label'), patience)
      .toContain('from step 0 to 999');
    await page.keyboard.press('End');
    await expect.poll(() => spoken.textContent(), patience).toContain('step 999');
    await page.keyboard.press('Escape');
    await expect.poll(() => countDrawn(card(page, 'loss').locator('canvas.over')), patience).toBe(0);
  });

  it('are asked for only where they are in sight, also with a thousand metrics', async () => {
    const keys = Array.from({ length: 1_000 }, (_, i) => `layer.${i}`);
    const metrics = Object.fromEntries(keys.map((key, i) => [key, [i, i + 1]]));
    const opened = await show({ runs: [{ runId: 'a', metrics }], state: { charts: keys } });
    const { page } = opened;
    await chart(page, 'layer.0').waitFor();
    expect(lastAsked(opened).keys.length).toBeLessThan(40);
    expect(await page.locator('runstone-curve-plot').count()).toBeLessThan(40);
    await card(page, 'layer.999').scrollIntoViewIfNeeded();
    await chart(page, 'layer.999').waitFor();
    expect(lastAsked(opened).keys).not.toContain('layer.0');
    await expect.poll(() => page.locator('runstone-curve-plot').count(), patience).toBeLessThan(40);
  });

  it('drop a run that is unticked at once, and keep the looks of the others', async () => {
    const opened = await show({
      runs: [
        { runId: 'a', name: 'first', metrics: { loss: [5, 4, 3] } },
        { runId: 'b', name: 'second', metrics: { loss: [2, 1, 0] } },
      ],
      state: loss,
    });
    const { page } = opened;
    await expect
      .poll(() => chart(page, 'loss').getAttribute('aria-label'), patience)
      .toContain('first: last 3');
    opened.host.select(['b' as RunId], false);
    await expect.poll(() => chart(page, 'loss').getAttribute('aria-label'), patience).toContain('1 line,');
    await expect.poll(() => countPixels(chart(page, 'loss'), blue), patience).toBeGreaterThan(50);
  });
});
