import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenPage } from './page.ts';
import { fiveRuns, openTable, titles } from './table-page.ts';

let open: OpenPage;
afterEach(async () => {
  expect(open.errors).toEqual([]);
  await open.close();
});

/** Five runs, one of which has a thousand columns more. */
function manyColumns() {
  const [first, ...others] = fiveRuns();
  const norms = Array.from({ length: 1000 }, (_, at) => [`grad/${at}.norm`, [at / 7]] as const);
  return [
    { ...first, runId: 'otter', metrics: { ...first?.metrics, ...Object.fromEntries(norms) } },
    ...others.map((run) => ({ ...run, params: { ...run.params, data: 'digits' } })),
  ].map((run) => ({ ...run, params: { ...run.params, data: 'digits' } }));
}

async function openPicker(page: Page): Promise<void> {
  await page.locator('runstone-toolbar .columns').click();
  await page.getByRole('dialog', { name: 'Columns' }).waitFor();
}

describe('the list of columns', () => {
  it('takes the search first, shows a column with Space, and gives the focus back', async () => {
    open = await openTable(manyColumns());
    const { page } = open;
    await openPicker(page);
    await page.keyboard.type('norm 77');
    const list = page.getByRole('listbox', { name: 'Columns' });
    await expect
      .poll(async () =>
        (await list.getByRole('option').allTextContents()).map((text) => text.match(/grad\S+norm/)?.[0]),
      )
      .toContain('grad/77.norm');
    await page.keyboard.press('ArrowDown');
    const active = () =>
      list.evaluate((element) => {
        const id = element.getAttribute('aria-activedescendant');
        return element.querySelector<HTMLElement>(`#${id}`)?.dataset['name'];
      });
    await expect.poll(active).toBe('metric:grad/77.norm');
    await page.keyboard.press('Space');
    await expect.poll(() => titles(page)).toContain('grad/77.norm');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    const focused = await page
      .locator('runstone-toolbar .columns')
      .evaluate((button) => button.matches(':focus'));
    expect(focused).toBe(true);
  });

  it('draws only the entries in sight of a thousand', async () => {
    open = await openTable(manyColumns());
    const { page } = open;
    await openPicker(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(0);
    expect(await page.getByRole('option').count()).toBeLessThan(60);
  });

  it('puts what never varies last', async () => {
    open = await openTable(manyColumns());
    const { page } = open;
    await openPicker(page);
    await page.keyboard.type('da');
    await expect
      .poll(() => page.locator('runstone-columns-picker .heading span:first-child').allTextContents())
      .toEqual(['Never vary']);
    expect(await page.getByRole('option').first().locator('.detail').textContent()).toBe('always the same');
  });

  it('moves a column with Alt and an arrow, and goes back to the default ones', async () => {
    open = await openTable();
    const { page } = open;
    await expect.poll(async () => (await titles(page)).slice(0, 2)).toEqual(['depth', 'lr']);
    await openPicker(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await titles(page)).slice(0, 2)).toEqual(['lr', 'depth']);
    await page.getByRole('button', { name: 'Default Columns' }).click();
    await expect.poll(async () => (await titles(page)).slice(0, 2)).toEqual(['depth', 'lr']);
  });
});
