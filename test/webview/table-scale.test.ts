import { afterEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../src/domain/run.ts';
import type { CatalogContract, ColumnInfo, RunSummary, TablePage } from '../../src/protocol/catalog.ts';
import { type OpenPage, openPage } from './page.ts';
import { focusedPlace, row } from './table-page.ts';

const runs = 10_000;
const metrics = 1_000;

let open: OpenPage;
afterEach(() => open.close());

function madeRun(at: number): RunSummary {
  return {
    runId: `run-${at}` as RunId,
    experiment: 'digits',
    name: `run-${at}`,
    status: 'finished',
    startedAtMs: 1_700_000_000_000 - at,
    endedAtMs: 1_700_000_000_000,
    lastEventAtMs: 1_700_000_000_000,
    exitCode: 0,
    error: null,
    archived: false,
    notes: null,
    tags: {},
    headline: { key: 'm0', value: at },
    commit: null,
    dirty: false,
    problems: 0,
  };
}

/** Answers as a catalog of that size would: what counts here is how much of it the page draws. */
function madePage({ columns, offset, limit }: CatalogContract['table']['params']): TablePage {
  const length = Math.max(0, Math.min(limit, runs - offset));
  return {
    version: 1,
    total: runs,
    running: 0,
    offset,
    rows: Array.from({ length }, (_, at) => ({
      run: madeRun(offset + at),
      cells: columns.map((_, k) => offset + at + k / 8),
    })),
    best: columns.map(() => null),
    decimals: columns.map(() => 3),
  };
}

const madeColumns = Array.from(
  { length: metrics },
  (_, at): ColumnInfo => ({
    group: 'metric',
    key: `m${at}`,
    type: 'number',
    runs,
    distinct: 1_000,
    min: 0,
    max: runs,
    direction: 'none',
  }),
);

describe('10,000 runs with 1,000 metrics', () => {
  it('are a table of which only what is in sight exists, from the first to the last cell', async () => {
    open = await openPage({
      status: { runs },
      answers: { table: madePage, columns: () => madeColumns },
      state: { columns: madeColumns.map(({ key }) => `metric:${key}`) },
    });
    const { page } = open;
    await page.locator('runstone-table .row .name').first().waitFor();
    const grid = page.getByRole('grid', { name: 'Runs' });
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(runs + 1));
    expect(await grid.getAttribute('aria-colcount')).toBe(String(metrics + 1));
    const drawn = async () => ({
      rows: await page.locator('runstone-table .row').count(),
      cells: await page.locator('runstone-table .cell').count(),
    });
    await expect.poll(async () => (await drawn()).rows).toBeGreaterThan(8);
    const first = await drawn();
    expect(first.rows).toBeLessThan(40);
    expect(first.cells).toBeLessThan(1_200);
    await page.locator('runstone-table .row .name').first().click();
    await page.keyboard.press('Control+End');
    await expect.poll(() => focusedPlace(page)).toBe(`${runs - 1},${metrics}`);
    await expect.poll(() => row(page, `run-${runs - 1}`).count()).toBe(1);
    const last = await drawn();
    expect(last.rows).toBeLessThan(40);
    expect(last.cells).toBeLessThan(1_200);
    expect(open.errors).toEqual([]);
  });
});
