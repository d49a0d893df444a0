import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type WrittenRun, writeRun } from './journal.ts';
import { type OpenPage, openPage, type PageOptions } from './page.ts';

const hourMs = 3_600_000;

/** Five runs, newest first: every state but running, two that differ in nothing but the seed, a NaN. */
export function fiveRuns(nowMs = Date.now()): WrittenRun[] {
  const at = (hours: number) => nowMs - hours * hourMs;
  return [
    {
      runId: 'otter',
      name: 'brave-otter',
      startedAtMs: at(1),
      params: { lr: 0.01, depth: 4, model: 'tree', seed: 1 },
      metrics: { val_acc: [0.5, 0.953], loss: [1, 0.184] },
      tags: { stage: 'prod' },
    },
    {
      runId: 'heron',
      name: 'keen-heron',
      startedAtMs: at(2),
      params: { lr: 0.03, depth: 4, model: 'tree', seed: 2 },
      metrics: { val_acc: [0.5, 0.9611], loss: [1, 0.171] },
    },
    {
      runId: 'wren',
      name: 'amber-wren',
      startedAtMs: at(3),
      params: { lr: 0.03, depth: 6, model: 'forest', seed: 2 },
      metrics: { val_acc: [0.5, 0.9598], loss: [1, 0.1655123456789] },
      status: 'killed',
    },
    {
      runId: 'marmot',
      name: 'tidy-marmot',
      startedAtMs: at(4),
      params: { lr: 0.3, depth: 4, model: 'tree', seed: 3 },
      metrics: { val_acc: [0.5, 0.9012], loss: [1, 'NaN'] },
      status: 'failed',
      exitCode: 1,
    },
    {
      runId: 'vole',
      name: 'mellow-vole',
      startedAtMs: at(5),
      params: { lr: 0.0003, depth: 4, model: 'tree', seed: 4 },
      metrics: { val_acc: [0.5, 0.931], loss: [1, 0.2377] },
      status: null,
    },
  ];
}

/** Opens the page on these runs and waits until the first of them is listed. */
export async function openTable(
  runs: readonly WrittenRun[] = fiveRuns(),
  options: Omit<PageOptions, 'journal'> = {},
): Promise<OpenPage> {
  const open = await openPage({
    ...options,
    journal: (folder) => {
      for (const run of runs) writeRun(folder, run);
    },
  });
  await open.page.locator('runstone-table .row .name').first().waitFor();
  return open;
}

/** The listed names as far as they are drawn, from top to bottom. */
export function names(page: Page): Promise<string[]> {
  return page.locator('runstone-table .row .name').allTextContents();
}

export async function expectNames(page: Page, expected: readonly string[]): Promise<void> {
  await expect.poll(() => names(page)).toEqual(expected);
}

export function header(page: Page, title: string): Locator {
  return page.locator('runstone-table .names .cell').filter({ has: page.getByText(title, { exact: true }) });
}

export function titles(page: Page): Promise<string[]> {
  return page.locator('runstone-table .names .cell:not(.run) .title').allTextContents();
}

export function row(page: Page, name: string): Locator {
  return page.locator('runstone-table .row').filter({ has: page.getByText(name, { exact: true }) });
}

/** A cell by its run and the title of its column, which must be drawn. */
export async function cell(page: Page, name: string, title: string): Promise<Locator> {
  const column = await header(page, title).getAttribute('data-column');
  return row(page, name).locator(`[data-column="${column}"]`);
}

/** What a sighted person reads in a cell: no ghosts, nothing for screen readers only. */
export async function shownText(page: Page, name: string, title: string): Promise<string> {
  const found = await cell(page, name, title);
  return found.evaluate((element) =>
    [...element.querySelectorAll('.value, .unit, .chip')].map((part) => part.textContent).join(''),
  );
}

/** Row and column of the cell that has the focus: -1 is the header, 0 the run column. */
export function focusedPlace(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const { row, column } = (active as HTMLElement | null)?.dataset ?? {};
    return row === undefined ? null : `${row},${column}`;
  });
}

export function spoken(page: Page): Promise<string | null> {
  return page.locator('runstone-compare .spoken').textContent();
}
