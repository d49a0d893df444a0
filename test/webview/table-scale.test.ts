import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type OpenPage, openPage } from './page.ts';
import { focusedPlace, row } from './table-page.ts';

const runs = 10_000;
const metrics = 1_000;

let open: OpenPage;
afterEach(() => open.close());

/** 10,000 runs with ten of 1,000 metrics each. */
function writeMany(folder: string): void {
  const now = Date.now();
  for (let at = 0; at < runs; at++) {
    const runId = `run-${String(at).padStart(5, '0')}`;
    const file = path.join(folder, '.runstone', 'runs', runId, 'main.jsonl');
    mkdirSync(path.dirname(file), { recursive: true });
    const startedAt = now - (runs - at) * 1_000;
    const values = Object.fromEntries(
      Array.from({ length: 10 }, (_, k) => [`m${(at * 10 + k) % metrics}`, (at + k) / runs]),
    );
    const lines = [
      {
        type: 'run.started',
        schema: 1,
        at: startedAt,
        runId,
        experiment: 'digits',
        name: runId,
        command: [],
        cwd: '/',
        host: 'elsewhere',
        user: 'ada',
        pid: 1,
        code: null,
      },
      { type: 'metrics', at: startedAt, step: 0, values },
      { type: 'run.finished', at: startedAt + 1, status: 'finished', exitCode: 0 },
    ];
    appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
}

describe('10,000 runs with 1,000 metrics', () => {
  it('are a table of which only what is in sight exists, from the first to the last cell', async () => {
    open = await openPage({
      journal: writeMany,
      state: { columns: Array.from({ length: metrics }, (_, at) => `metric:m${at}`) },
    });
    const { page } = open;
    const grid = page.getByRole('grid', { name: 'Runs' });
    await expect.poll(() => grid.getAttribute('aria-rowcount'), { timeout: 90_000 }).toBe(String(runs + 1));
    await expect
      .poll(() => grid.getAttribute('aria-colcount'), { timeout: 30_000 })
      .toBe(String(metrics + 1));
    const drawn = async () => ({
      rows: await page.locator('runstone-table .row').count(),
      cells: await page.locator('runstone-table .cell').count(),
    });
    const first = await drawn();
    expect(first.rows).toBeGreaterThan(8);
    expect(first.rows).toBeLessThan(40);
    expect(first.cells).toBeLessThan(1_200);
    await page.locator('runstone-table .row .name').first().click();
    await page.keyboard.press('Control+End');
    await expect.poll(() => focusedPlace(page), { timeout: 30_000 }).toBe(`${runs - 1},${metrics}`);
    await expect.poll(() => row(page, 'run-00000').count(), { timeout: 30_000 }).toBe(1);
    const last = await drawn();
    expect(last.rows).toBeLessThan(40);
    expect(last.cells).toBeLessThan(1_200);
    expect(open.errors).toEqual([]);
  });
});
