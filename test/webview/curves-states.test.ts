import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type CurvesOptions,
  card,
  chart,
  countPixels,
  openCurves,
  patience,
  untilAsked,
} from './curves-page.ts';
import type { OpenPage } from './page.ts';
import { themeNames } from './themes.ts';

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

const two = [
  { runId: 'a', name: 'brave-otter', metrics: { loss: [3, 2, 1], acc: [0.1, 0.5, 'NaN'] } },
  { runId: 'b', name: 'keen-heron', metrics: { loss: [4, 3] } },
] as const;
const both = { charts: ['loss', 'acc'] };

/** What breaks a rule of axe in the pane; fails when axe has not seen the charts at all. */
async function breaches({ page }: OpenPage): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations, images } = await page.evaluate(async () => {
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    const pane = { fromShadowDom: ['runstone-compare', 'runstone-curves'] as [string, string] };
    const { violations, passes } = await run({ include: [pane] });
    return {
      violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
      images: passes.find(({ id }) => id === 'role-img-alt')?.nodes.length ?? 0,
    };
  });
  expect(images).toBeGreaterThan(0);
  return violations;
}

describe('the states of curves', () => {
  it('say what to do when no run is ticked, and when the ticked ones have no metrics', async () => {
    const opened = await show({ runs: two, ticked: [], state: both });
    await opened.page.getByText('Tick runs in the table to draw their curves.').waitFor();
    expect(opened.sent('series')).toEqual([]);
    await opened.close();
    const bare = await show({ runs: [{ runId: 'a', params: { lr: 1 } }] });
    await bare.page.getByText('The ticked runs have no metrics yet.').waitFor();
  });

  it('say which metric none of the ticked runs has', async () => {
    const { page } = await show({ runs: two, ticked: ['b'], state: both });
    await page.getByText('None of the ticked runs has acc.').waitFor();
    await chart(page, 'loss').waitFor();
  });

  it('draw a single point as a marker', async () => {
    const { page } = await show({
      runs: [{ runId: 'a', metrics: { loss: [5] } }],
      state: { charts: ['loss'] },
    });
    await expect
      .poll(
        () =>
          countPixels(chart(page, 'loss'), [89, 164, 249], { left: 0.3, right: 0.7, top: 0.3, bottom: 0.7 }),
        patience,
      )
      .toBeGreaterThan(15);
  });

  it('offer the way back where a kept zoom shows nothing', async () => {
    const { page } = await show({ runs: two, state: { charts: ['loss'], zoom: [50_000, 60_000] } });
    await page.getByText('No point from 50,000 to 60,000.').waitFor();
    await page.getByRole('button', { name: 'Show Everything' }).click();
    await expect
      .poll(() => chart(page, 'loss').getAttribute('aria-label'), patience)
      .toContain('from step 0 to 2');
  });

  it('name a failure and ask again on Retry', async () => {
    let isBroken = true;
    const opened = await show({
      runs: two,
      state: both,
      answers: {
        series: () => {
          if (isBroken) throw new Error('The catalog is being rebuilt.');
          return { version: 1, series: [], extent: null };
        },
      },
    });
    const { page } = opened;
    await page.getByRole('alert').getByText('The catalog is being rebuilt.').waitFor();
    isBroken = false;
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('None of the ticked runs has loss.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('what is drawn', () => {
  it('is chosen from a searchable list by keyboard, and dropped by its chip', async () => {
    const { page } = await show({ runs: two, state: { charts: ['loss'] } });
    await chart(page, 'loss').waitFor();
    await page.getByRole('button', { name: 'Metric', exact: true }).click();
    await page.keyboard.type('ac');
    await page.keyboard.press('Enter');
    await chart(page, 'acc').waitFor();
    expect(await page.getByRole('option', { name: 'acc' }).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('option').count()).toBe(0);
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.textContent?.replace(/[^\w ]/g, '').trim();
      });
    expect(await focused()).toBe('Metric');
    await page.getByRole('button', { name: 'Remove loss' }).click();
    await expect.poll(() => chart(page, 'loss').count(), patience).toBe(0);
    expect(await chart(page, 'acc').count()).toBe(1);
  });

  it('has another axis without the old zoom', async () => {
    const opened = await show({ runs: two, state: { ...both, zoom: [0.5, 1.5] } });
    const { page } = opened;
    await chart(page, 'loss').waitFor();
    await page.getByRole('combobox', { name: 'x axis' }).click();
    await page.getByRole('option', { name: 'Relative Time' }).click();
    const asked = await untilAsked(opened, (request) => request.x === 'relative');
    expect(asked.range).toBeNull();
    await expect
      .poll(() => chart(page, 'loss').getAttribute('aria-label'), patience)
      .toContain('from after 0 ms to 2 s');
  });

  it('fills the pane when maximized, and comes back', async () => {
    const { page } = await show({ runs: two, state: both, width: 1_000 });
    await chart(page, 'loss').waitFor();
    const before = (await card(page, 'loss').boundingBox())?.width ?? 0;
    await page.getByRole('button', { name: 'loss: Maximize' }).click();
    await expect.poll(() => chart(page, 'acc').count(), patience).toBe(0);
    expect((await card(page, 'loss').boundingBox())?.width).toBeGreaterThan(before * 1.8);
    await page.getByRole('button', { name: 'loss: Restore' }).click();
    await chart(page, 'acc').waitFor();
  });

  it('is shown as a table of its points, NaN included', async () => {
    const { page } = await show({ runs: two, state: both });
    await chart(page, 'acc').waitFor();
    await page.getByRole('button', { name: 'acc: Show as Table' }).click();
    const rows = card(page, 'acc').getByRole('row');
    await expect
      .poll(
        async () => (await rows.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim()),
        patience,
      )
      .toEqual(['Step brave-otter', '0 0.1', '1 0.5', '2 NaN']);
  });

  it('is copied as CSV with all digits', async () => {
    const opened = await show({ runs: two, state: both });
    const { page } = opened;
    await chart(page, 'loss').waitFor();
    await page.getByRole('button', { name: 'loss: More Actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy as CSV' }).click();
    await expect.poll(() => opened.sent('copy').length, patience).toBe(1);
    expect(opened.sent('copy')[0]?.params).toEqual({
      text: [
        'run_id,run,writer,step,loss',
        'a,brave-otter,,0,3',
        'a,brave-otter,,1,2',
        'a,brave-otter,,2,1',
        'b,keen-heron,,0,4',
        'b,keen-heron,,1,3',
        '',
      ].join('\r\n'),
    });
  });
});

describe('curves for all', () => {
  it.each(themeNames)('break no rule of axe in the theme %s', async (theme) => {
    const opened = await show({ runs: two, state: { ...both, smoothing: 0.5, logY: true }, theme });
    const { page } = opened;
    await chart(page, 'loss').waitFor();
    expect(await breaches(opened)).toEqual([]);
    await page.getByRole('button', { name: 'loss: Show as Table' }).click();
    await page.getByRole('button', { name: 'Metric', exact: true }).click();
    await page.getByRole('option', { name: 'acc' }).waitFor();
    expect(await breaches(opened)).toEqual([]);
  });

  it('are drawn anew in the colours of another theme', async () => {
    const opened = await show({ runs: two, state: both });
    const { page } = opened;
    await expect.poll(() => countPixels(chart(page, 'loss'), [89, 164, 249]), patience).toBeGreaterThan(50);
    await opened.setTheme('light');
    await expect.poll(() => countPixels(chart(page, 'loss'), [0, 99, 211]), patience).toBeGreaterThan(50);
    expect(await countPixels(chart(page, 'loss'), [89, 164, 249])).toBeLessThan(10);
  });

  it('fit into the width of their pane in a window of 280 pixels, as at 200 % zoom of a narrow panel', async () => {
    const { page } = await show({ runs: two, state: both, width: 280 });
    await chart(page, 'loss').waitFor();
    const overflow = await page.locator('runstone-curves').evaluate((element) => {
      const cards = element.shadowRoot?.querySelector('.cards');
      return cards ? cards.scrollWidth - cards.clientWidth : Number.NaN;
    });
    expect(overflow).toBe(0);
  });
});
