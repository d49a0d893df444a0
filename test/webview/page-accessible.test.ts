import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { type OpenPage, openPage } from './page.ts';
import { fiveRuns, header, openTable, row, shownText } from './table-page.ts';
import { themeNames } from './themes.ts';

let open: OpenPage;
afterEach(async () => {
  expect(open.errors).toEqual([]);
  await open.close();
});

/** What breaks a rule of axe, as rule and place; fails when axe did not look into the shadow trees. */
async function breaches(): Promise<string[]> {
  const { page } = open;
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => {
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    return run(document, { resultTypes: ['violations', 'passes'] });
  });
  const seen = passes.flatMap(({ nodes }) => nodes.map(({ target }) => target.flat().join(' ')));
  expect(seen.some((place) => place.includes('runstone-compare'))).toBe(true);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')} (${failureSummary})`),
  );
}

describe('the page breaks no rule of axe', () => {
  it.each(themeNames)('in the theme %s: table, menus, list of columns, keys', async (theme) => {
    open = await openTable(fiveRuns(), { theme });
    const { page } = open;
    await expect.poll(() => shownText(page, 'tidy-marmot', 'loss')).toBe('NaN');
    await row(page, 'keen-heron').locator('.tick').click();
    await header(page, 'val_acc').click();
    expect(await breaches()).toEqual([]);
    await row(page, 'amber-wren').locator('.name').click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    expect(await breaches()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('runstone-toolbar .columns').click();
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await breaches()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('runstone-toolbar .keys').click();
    await page.getByRole('dialog').waitFor();
    expect(await breaches()).toEqual([]);
  });

  it('in its empty and its failed state', async () => {
    open = await openPage({ theme: 'light' });
    await open.page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    expect(await breaches()).toEqual([]);
    await open.notify({
      notice: 'status',
      status: { ...open.host.status(), runs: 1, problems: 2, state: 'reading', bytesTotal: 9 },
    });
    await open.page.locator('.strip').waitFor();
    expect(await breaches()).toEqual([]);
  });
});

describe('the page fits', () => {
  it.each([
    ['a narrow panel', 560, 800],
    ['a window at 200 % zoom', 500, 400],
  ])('%s: nothing but the table scrolls sideways', async (_, width, height) => {
    open = await openTable(fiveRuns(), { width, height });
    const { page } = open;
    await expect.poll(() => shownText(page, 'keen-heron', 'lr')).toBe('0.03');
    const spill = await page
      .locator('runstone-compare')
      .evaluate((host) => host.scrollWidth - host.clientWidth);
    expect(spill).toBe(0);
    for (const name of ['runstone-toolbar', 'runstone-table', 'runstone-curves']) {
      const box = await page.locator(name).boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width, name).toBe(true);
    }
    const table = await page.locator('runstone-table').boundingBox();
    expect(table?.height).toBeGreaterThan(90);
  });
});
