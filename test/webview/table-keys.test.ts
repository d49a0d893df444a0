import { afterEach, describe, expect, it } from 'vitest';
import type { OpenPage } from './page.ts';
import { cell, expectNames, focusedPlace, header, openTable, row, shownText, spoken } from './table-page.ts';

let open: OpenPage;
afterEach(async () => {
  expect(open.errors).toEqual([]);
  await open.close();
});

describe('keys in the table', () => {
  it('move one focus from cell to cell, over the header and to the edges', async () => {
    open = await openTable();
    const { page } = open;
    await row(page, 'brave-otter').locator('.name').click();
    const press = async (key: string) => {
      await page.keyboard.press(key);
      return focusedPlace(page);
    };
    expect(await focusedPlace(page)).toBe('0,0');
    await expect.poll(() => press('ArrowRight')).toBe('0,1');
    expect(await press('ArrowDown')).toBe('1,1');
    await expect.poll(() => press('Control+End')).toBe('4,9');
    await expect.poll(() => press('Control+Home')).toBe('0,0');
    await expect.poll(() => press('ArrowUp')).toBe('-1,0');
    await expect.poll(() => press('PageDown')).toBe('4,0');
    expect(await page.locator('runstone-table [tabindex="0"]').count()).toBe(1);
  });

  it('tick with Space, reveal with Enter, rename with F2', async () => {
    open = await openTable();
    const { page } = open;
    await row(page, 'keen-heron').locator('.name').click();
    await page.keyboard.press('Space');
    await expect.poll(() => row(page, 'keen-heron').getAttribute('aria-selected')).toBe('true');
    await expect.poll(() => spoken(page)).toBe('1 run ticked');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F2');
    await expect
      .poll(() => open.sent('command').map(({ params }) => params))
      .toEqual([
        { command: 'openRun', runId: 'heron' },
        { command: 'renameRun', runId: 'heron' },
      ]);
  });

  it('sort, resize and open the menu of a column; the focus comes back when it closes', async () => {
    open = await openTable();
    const { page } = open;
    await header(page, 'val_acc').focus();
    await page.keyboard.press('Enter');
    await expectNames(page, ['keen-heron', 'amber-wren', 'brave-otter', 'mellow-vole', 'tidy-marmot']);
    await expect.poll(() => spoken(page)).toBe('Sorted by val_acc descending');
    const width = async () => (await header(page, 'val_acc').boundingBox())?.width ?? 0;
    const before = await width();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(width).toBe(before + 8);
    const place = await focusedPlace(page);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: 'val_acc' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('menu').count()).toBe(0);
    expect(await focusedPlace(page)).toBe(place);
  });

  it('copy the exact value', async () => {
    open = await openTable();
    const { page } = open;
    await expect.poll(() => shownText(page, 'amber-wren', 'loss')).toBe('0.1655');
    await (await cell(page, 'amber-wren', 'loss')).focus();
    await page.keyboard.press('Control+c');
    await expect.poll(() => open.sent('copy').at(-1)?.params).toEqual({ text: '0.1655123456789' });
  });

  it('list themselves on ?, and give the focus back', async () => {
    open = await openTable();
    const { page } = open;
    await row(page, 'brave-otter').locator('.name').click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await focusedPlace(page)).toBe('0,0');
  });

  it('move the line between table and curves', async () => {
    open = await openTable();
    const { page } = open;
    const line = page.getByRole('separator', { name: 'Height of the table' });
    await line.focus();
    const height = async () => (await page.locator('runstone-table').boundingBox())?.height ?? 0;
    const before = await height();
    await page.keyboard.press('ArrowDown');
    await expect.poll(height).toBeGreaterThan(before);
    expect(await line.getAttribute('aria-valuenow')).toBe('47');
  });
});

describe('ticking', () => {
  it('gives each run a look of its own, and all listed runs one at once', async () => {
    open = await openTable();
    const { page } = open;
    await row(page, 'keen-heron').locator('.tick').click();
    await expect.poll(() => row(page, 'keen-heron').locator('.swatch').count()).toBe(1);
    expect(await row(page, 'brave-otter').locator('.swatch').count()).toBe(0);
    const all = page.locator('runstone-table .ticks');
    await all.click();
    await expect.poll(() => page.locator('runstone-table .row .swatch').count()).toBe(0);
    await all.click();
    await expect.poll(() => page.locator('runstone-table .row .swatch').count()).toBe(5);
    expect(new Set(open.host.selection.map((run) => run.look)).size).toBe(5);
  });

  it('follows what is ticked elsewhere', async () => {
    open = await openTable();
    const { page } = open;
    open.host.select(['vole' as never], true);
    await expect.poll(() => row(page, 'mellow-vole').getAttribute('aria-selected')).toBe('true');
  });
});
