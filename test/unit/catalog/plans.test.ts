import { expect, it } from 'vitest';
import { Catalog } from '../../../src/catalog/catalog.ts';
import { SqlDatabase } from '../../../src/catalog/database.ts';
import type { RunId } from '../../../src/domain/run.ts';
import { everything, JournalFixture, wasmPath } from './journal-fixture.ts';

const metric = (key: string) => ({ group: 'metric', key }) as const;

/** The plans of all that is asked while a panel and a tree show runs, as SQLite makes them. */
async function plansOfQuestions(): Promise<Map<string, string>> {
  const asked = new Set<string>();
  const prototype = SqlDatabase.prototype;
  const originals = { all: prototype.all, tuples: prototype.tuples, one: prototype.one };
  for (const name of ['all', 'tuples', 'one'] as const) {
    const original = originals[name] as (sql: string, parameters?: never) => unknown;
    prototype[name] = function (this: SqlDatabase, sql: string, parameters?: never) {
      asked.add(sql);
      return original.call(this, sql, parameters);
    } as never;
  }
  const fixture = new JournalFixture();
  try {
    fixture.run('a', { losses: [1] });
    const catalog = await Catalog.open(
      { folder: fixture.folder, wasmPath, writer: 'w', poll: 'always' },
      () => {},
    );
    asked.clear();
    for (const filter of [everything, { ...everything, experiment: 'digits' }]) {
      const sort = [{ column: metric('loss'), descending: true }];
      catalog.table({ filter, sort, columns: [metric('loss')], offset: 0, limit: 10 });
      catalog.experiments({ filter });
    }
    catalog.run({ runId: 'a' as RunId });
    catalog.series({
      keys: ['loss'],
      runIds: ['a' as RunId],
      x: 'step',
      range: null,
      pixels: 10,
      smoothing: 0,
    });
    await catalog.close();
  } finally {
    Object.assign(prototype, originals);
    await fixture.dispose();
  }
  const database = await SqlDatabase.create(wasmPath);
  const plans = [...asked]
    .filter((sql) => sql.trim().match(/^(SELECT|WITH)/))
    .map((sql) => {
      const plan = database.all(`EXPLAIN QUERY PLAN ${sql}`).map((row) => String(row['detail']));
      return [sql, plan.join('; ')] as const;
    });
  database.close();
  return new Map(plans);
}

it('questions of panel and tree look cells, series and chunks up by an index, never by reading all of them', async () => {
  const plans = await plansOfQuestions();
  expect(plans.size).toBeGreaterThan(12);
  for (const [sql, plan] of plans) {
    expect(plan, sql).not.toMatch(
      /SCAN (c|c0|cells|s|series|chunks|a|axes|summaries|artifacts|alerts|datasets)\b/,
    );
  }
});

it('the cells of a page are found by column and run, and a sorted column by its runs', async () => {
  const plans = [...(await plansOfQuestions())];
  const planOf = (part: string) => plans.find(([sql]) => sql.includes(part))?.[1];
  expect(planOf('asked_column')).toContain('SEARCH c USING PRIMARY KEY (column_ref=? AND run_ref=?)');
  expect(planOf('LEFT JOIN cells c0')).toContain('SEARCH c0 USING PRIMARY KEY (column_ref=? AND run_ref=?)');
  expect(planOf('r.experiment = ?')).toContain('INDEX runs_by_experiment');
  expect(planOf('FROM chunks')).toMatch(/SEARCH c USING INDEX .*\(series_id=\?\)/);
});
