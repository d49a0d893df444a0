import { afterEach, describe, expect, it } from 'vitest';
import { appendJournal, writeRun } from './journal.ts';
import { type OpenPage, openPage } from './page.ts';
import { expectNames, fiveRuns, header, openTable, row, titles } from './table-page.ts';

let open: OpenPage | undefined;
afterEach(async () => {
  expect(open?.errors).toEqual([]);
  await open?.close();
  open = undefined;
});

describe('the page has a state for', () => {
  it('a folder without runs: what to do', async () => {
    open = await openPage();
    await open.page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    await open.page.getByRole('button', { name: 'Create Sample Project' }).click();
    await expect
      .poll(() => open?.sent('command').map(({ params }) => params))
      .toEqual([{ command: 'createSampleProject', runId: null }]);
  });

  it('the first run of a folder: it appears by itself', async () => {
    open = await openPage();
    await open.page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    writeRun(open.folder, { runId: 'a', name: 'first', metrics: { loss: [2, 1] } });
    await expectNames(open.page, ['first']);
    await open.page.getByText('A second run makes a comparison.').waitFor();
    await expect.poll(() => open && titles(open.page)).toContain('loss');
  });

  it('one run', async () => {
    open = await openTable([{ runId: 'a', metrics: { loss: [1] } }]);
    await open.page.getByText('A second run makes a comparison.').waitFor();
    expect(await open.page.locator('runstone-table .star').count()).toBe(0);
  });

  it('a journal that is being read: rows to come, and how far it is', async () => {
    open = await openPage({ status: { state: 'reading', bytesRead: 3_100_000, bytesTotal: 7_400_000 } });
    await open.page.getByText('Reading runs: 3.1 MB of 7.4 MB').waitFor();
    expect(await open.page.locator('runstone-compare .ghost-row').count()).toBeGreaterThan(3);
    expect(await open.page.getByRole('progressbar', { name: 'Reading runs' }).count()).toBe(1);
  });

  it('a filter that nothing passes', async () => {
    open = await openPage({
      journal: (folder) => writeRun(folder, { runId: 'a', metrics: { loss: [1] } }),
      state: { text: 'zebra' },
    });
    await open.page.getByRole('heading', { name: 'No run matches the filter' }).waitFor();
    await open.page.getByRole('button', { name: 'Clear Filter', exact: true }).click();
    await expectNames(open.page, ['a']);
  });

  it('runs that are all archived', async () => {
    open = await openPage({
      journal: (folder) => {
        writeRun(folder, { runId: 'a' });
        appendJournal(folder, 'journal/w.jsonl', { type: 'run.archived', at: Date.now(), runId: 'a' });
      },
    });
    await open.page.getByRole('button', { name: 'Show Archived Runs' }).click();
    await expectNames(open.page, ['a']);
    expect(await row(open.page, 'a').locator('.reason').textContent()).toBe('archived');
  });

  it('lines that could not be read: how many, where to see them, and it can be put away', async () => {
    open = await openPage({
      journal: (folder) => {
        writeRun(folder, { runId: 'a', metrics: { loss: [1] } });
        appendJournal(folder, 'runs/a/main.jsonl', 'nonsense\n', '{"type":\n');
      },
    });
    const strip = open.page.locator('runstone-compare .strip');
    await expect.poll(() => strip.textContent()).toContain('2 lines of the journal could not be read.');
    await open.page.getByRole('button', { name: 'Show Problems' }).click();
    await expect
      .poll(() => open?.sent('command').map(({ params }) => params))
      .toEqual([{ command: 'showProblems', runId: null }]);
    await open.page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => strip.count()).toBe(0);
  });

  it('a catalog that is unavailable: why, and the log', async () => {
    open = await openPage({ status: { state: 'unavailable', message: 'The disk is full.' } });
    await open.page.getByText('The disk is full.').waitFor();
    await open.page.getByRole('button', { name: 'Show Log' }).click();
    await expect.poll(() => open?.sent('command').length).toBe(1);
  });

  it('a host that fails: what it said, and it can be asked again', async () => {
    let fails = true;
    open = await openPage({
      journal: (folder) => writeRun(folder, { runId: 'a', metrics: { loss: [1] } }),
      answers: {
        table: (question) => {
          if (fails) throw new Error('The catalog worker does not answer.');
          if (!open) throw new Error('The page is not open yet.');
          return open.host.handlers.table(question, new AbortController().signal);
        },
      },
    });
    await open.page.getByText('The catalog worker does not answer.').waitFor();
    fails = false;
    await open.page.getByRole('button', { name: 'Try Again' }).click();
    await expectNames(open.page, ['a']);
    await expect.poll(() => open?.page.locator('runstone-compare .strip').count()).toBe(0);
  });

  it('no single answer of the wrong shape: nothing of it is drawn', async () => {
    open = await openPage({
      journal: (folder) => writeRun(folder, { runId: 'a' }),
      answers: { table: () => ({ rows: 'many' }) as never },
    });
    await open.page.locator('runstone-compare .strip').waitFor();
    expect(await open.page.locator('runstone-table').count()).toBe(0);
  });
});

describe('what was arranged', () => {
  it('is there again when the page is made anew', async () => {
    open = await openTable();
    const { page } = open;
    await header(page, 'val_acc').click();
    await page.getByRole('textbox', { name: 'Filter runs' }).fill('tree');
    const arranged = ['keen-heron', 'brave-otter', 'mellow-vole', 'tidy-marmot'];
    await expectNames(page, arranged);
    await row(page, 'keen-heron').locator('.tick').click();
    await expect.poll(() => row(page, 'keen-heron').getAttribute('aria-selected')).toBe('true');
    await page.reload();
    await expectNames(page, arranged);
    expect(await header(page, 'val_acc').getAttribute('aria-sort')).toBe('descending');
    await expect.poll(() => row(page, 'keen-heron').getAttribute('aria-selected')).toBe('true');
    const kept = await page.evaluate(() => JSON.parse(sessionStorage.getItem('kept state') ?? '{}'));
    expect(kept).toMatchObject({ folder: `file://${open.folder}`, text: 'tree' });
  });

  it('is taken as far as it makes sense', async () => {
    open = await openTable(fiveRuns(), {
      state: {
        text: 7,
        sort: 'up',
        columns: ['param:lr', 'param:gone'],
        split: 40,
        widths: { 'param:lr': -1 },
      },
    });
    await expect.poll(() => open && titles(open.page)).toEqual(['lr']);
  });

  it('shows a run that the editor asks for', async () => {
    open = await openTable();
    await open.notify({ notice: 'reveal', runId: 'vole' as never });
    await expect.poll(() => open && row(open.page, 'mellow-vole').locator('.run:focus').count()).toBe(1);
  });
});
