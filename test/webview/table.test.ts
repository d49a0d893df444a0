import { afterEach, describe, expect, it } from 'vitest';
import type { OpenPage } from './page.ts';
import { cell, expectNames, fiveRuns, header, openTable, row, shownText, titles } from './table-page.ts';

let open: OpenPage;
afterEach(async () => {
  expect(open.errors).toEqual([]);
  await open.close();
});

const started = ['brave-otter', 'keen-heron', 'amber-wren', 'tidy-marmot', 'mellow-vole'];

describe('the table', () => {
  it('lists runs, newest first, with what differs between them and what was measured', async () => {
    open = await openTable();
    const { page } = open;
    await expectNames(page, started);
    await expect
      .poll(() => titles(page))
      .toEqual(['depth', 'lr', 'model', 'seed', 'val_acc', 'loss', 'duration', 'started', 'stage']);
    await expect.poll(() => shownText(page, 'keen-heron', 'val_acc')).toBe('0.9611');
    expect(await shownText(page, 'keen-heron', 'lr')).toBe('0.03');
    expect(await shownText(page, 'amber-wren', 'model')).toBe('forest');
    expect(await shownText(page, 'brave-otter', 'stage')).toBe('prod');
    expect(await shownText(page, 'keen-heron', 'stage')).toBe('');
    expect(await shownText(page, 'brave-otter', 'started')).toBe('1 h ago');
    expect(await page.locator('runstone-toolbar .count').textContent()).toBe('5runs');
  });

  it('writes NaN as what it is, in the colour of what went wrong, and says why a run ended', async () => {
    open = await openTable();
    const { page } = open;
    await expect.poll(() => shownText(page, 'tidy-marmot', 'loss')).toBe('NaN');
    await expect
      .poll(async () => (await cell(page, 'tidy-marmot', 'loss')).getAttribute('class'))
      .toContain('bad');
    expect(await row(page, 'tidy-marmot').locator('.reason').textContent()).toBe('exit 1');
    expect(await row(page, 'amber-wren').locator('.reason').textContent()).toBe('killed');
    expect(await row(page, 'mellow-vole').locator('.reason').textContent()).toBe('interrupted');
  });

  it('marks the best value of each metric whose direction is known, and follows when it is corrected', async () => {
    open = await openTable();
    const { page } = open;
    const best = async (title: string) => {
      const column = await header(page, title).getAttribute('data-column');
      const marked = page.locator(`runstone-table .row:has([data-column="${column}"].best) .name`);
      return marked.allTextContents();
    };
    await expect.poll(() => best('val_acc')).toEqual(['keen-heron']);
    expect(await best('loss')).toEqual(['amber-wren']);
    await header(page, 'loss').click({ button: 'right' });
    await page.getByRole('menuitemcheckbox', { name: 'Higher Is Better' }).click();
    await expect.poll(() => best('loss')).toEqual(['mellow-vole']);
    expect(open.sent('setDirection').at(-1)?.params).toEqual({ key: 'loss', direction: 'higher' });
  });

  it('aligns numbers of a column on the decimal point', async () => {
    open = await openTable();
    const { page } = open;
    await expect.poll(() => shownText(page, 'keen-heron', 'lr')).toBe('0.03');
    /** Where the first digit ends, seen from the left edge of the page. */
    const point = async (name: string, title: string) => {
      const value = (await cell(page, name, title)).locator('.value');
      return value.evaluate((element) => {
        const range = document.createRange();
        const text = element.firstChild as Text;
        range.setStart(text, 0);
        range.setEnd(text, 1);
        // The text nodes of lit may be split: the first holds the number.
        return Math.round(range.getBoundingClientRect().right);
      });
    };
    const lr = await Promise.all(started.map((name) => point(name, 'lr')));
    expect(new Set(lr).size).toBe(1);
    const accuracy = await Promise.all(['brave-otter', 'mellow-vole'].map((name) => point(name, 'val_acc')));
    expect(new Set(accuracy).size).toBe(1);
  });

  it('sorts best first by a click, then the other way, then as it was; shift adds a key', async () => {
    open = await openTable();
    const { page } = open;
    const accuracy = header(page, 'val_acc');
    await accuracy.click();
    await expectNames(page, ['keen-heron', 'amber-wren', 'brave-otter', 'mellow-vole', 'tidy-marmot']);
    expect(await accuracy.getAttribute('aria-sort')).toBe('descending');
    await accuracy.click();
    await expectNames(page, ['tidy-marmot', 'mellow-vole', 'brave-otter', 'amber-wren', 'keen-heron']);
    await accuracy.click();
    await expectNames(page, started);
    await header(page, 'depth').click();
    await header(page, 'loss').click({ modifiers: ['Shift'] });
    await expectNames(page, ['keen-heron', 'brave-otter', 'mellow-vole', 'tidy-marmot', 'amber-wren']);
    expect(await header(page, 'depth').locator('.place').textContent()).toBe('1');
    expect(await header(page, 'loss').locator('.place').textContent()).toBe('2');
  });

  it('filters by bare words when a person pauses, and shows all again when the filter is cleared', async () => {
    open = await openTable();
    const { page } = open;
    await page.getByRole('textbox', { name: 'Filter runs' }).fill('forest');
    await expectNames(page, ['amber-wren']);
    expect(await page.locator('runstone-toolbar .count').first().textContent()).toBe('1of 5 runs');
    await page.getByRole('button', { name: 'Clear filter' }).click();
    await expectNames(page, started);
  });

  it('makes a column wider by drag, keeps it, and fits it again on a double click', async () => {
    open = await openTable();
    const { page } = open;
    const column = header(page, 'lr');
    const width = async () => Math.round((await column.boundingBox())?.width ?? 0);
    await expect.poll(width).toBeGreaterThan(0);
    await expect.poll(() => shownText(page, 'keen-heron', 'lr')).toBe('0.03');
    const before = await width();
    const grip = await column.locator('.grip').boundingBox();
    if (!grip) throw new Error('The edge of the column is not there.');
    await page.mouse.move(grip.x + 2, grip.y + 8);
    await page.mouse.down();
    await page.mouse.move(grip.x + 62, grip.y + 8, { steps: 4 });
    await page.mouse.up();
    await expect.poll(width).toBe(before + 60);
    await page.reload();
    await expect.poll(width).toBe(before + 60);
    await column.locator('.grip').dblclick();
    await expect.poll(width).toBe(before);
  });

  it('hides and moves a column from its menu', async () => {
    open = await openTable();
    const { page } = open;
    const choose = async (title: string, item: string) => {
      await header(page, title).click({ button: 'right' });
      await page.getByRole('menuitem', { name: item }).click();
    };
    await choose('model', 'Hide Column');
    await expect.poll(() => titles(page)).not.toContain('model');
    await choose('lr', 'Move Left');
    await expect.poll(async () => (await titles(page)).slice(0, 3)).toEqual(['lr', 'depth', 'seed']);
  });

  it('shows hostile names as text', async () => {
    const name = '<img src=x onerror="document.title=1">"\'`';
    open = await openTable([{ runId: 'evil', name, params: { '<b>key</b>': '<script>1</script>' } }]);
    const { page } = open;
    await expectNames(page, [name]);
    await expect.poll(() => titles(page)).toContain('<b>key</b>');
    expect(await shownText(page, name, '<b>key</b>')).toBe('<script>1</script>');
    expect(await page.title()).toBe('Compare Runs');
    expect(await page.locator('runstone-table img, runstone-table b, runstone-table script').count()).toBe(0);
  });

  it('tells the host what the menu of a run asks for, and what is copied exactly', async () => {
    open = await openTable(fiveRuns());
    const { page } = open;
    await expect.poll(() => shownText(page, 'amber-wren', 'loss')).toBe('0.1655');
    await (await cell(page, 'amber-wren', 'loss')).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy Value' }).click();
    await expect.poll(() => open.sent('copy').at(-1)?.params).toEqual({ text: '0.1655123456789' });
    await (await cell(page, 'amber-wren', 'loss')).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy Row' }).click();
    const copied = () => {
      const { text = '' } = (open.sent('copy').at(-1)?.params ?? {}) as { text?: string };
      return text.split('\n').map((line) => line.split('\t').slice(0, 4));
    };
    await expect.poll(copied).toEqual([
      ['run', 'depth', 'lr', 'model'],
      ['amber-wren', '6', '0.03', 'forest'],
    ]);
    await row(page, 'amber-wren').locator('.name').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    await expect
      .poll(() => open.sent('command').at(-1)?.params)
      .toEqual({ command: 'archiveRun', runId: 'wren' });
  });
});
