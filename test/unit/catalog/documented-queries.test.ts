import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlDatabase } from '../../../src/catalog/database.ts';
import { JournalFixture, wasmPath } from './journal-fixture.ts';

const document = readFileSync('docs/catalog.md', 'utf8');
const examples = [...document.matchAll(/```sql\n(.*?)```\n\n```\n(.*?)```/gs)].map(([, sql, output]) => ({
  sql: sql as string,
  output: output as string,
}));
const began = Date.UTC(2026, 0, 1);
const fixture = new JournalFixture();
const file = fixture.path('catalog.db');

/** As the sqlite3 program prints rows. */
const script = `
import sqlite3, sys
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
for statement in sys.argv[2].split(";"):
    for row in connection.execute(statement):
        print("|".join("" if value is None else str(value) for value in row))`;

function ask(sql: string): string {
  return execFileSync('python3', ['-c', script, file, sql], { encoding: 'utf8' });
}

beforeAll(async () => {
  const runs = [
    { id: 'run-1', name: 'calm-heron', lr: 0.1, optimizer: 'adam', losses: [0.5, 0.4, 0.2], acc: 0.97 },
    { id: 'run-2', name: 'keen-otter', lr: 0.02, optimizer: 'adam', losses: [0.6, 0.3, 0.5], acc: 0.94 },
    { id: 'run-3', name: 'dull-stoat', lr: 1, optimizer: 'sgd', losses: [0.9, 1.1, 1.2], acc: 0.41 },
  ];
  for (const [i, { id, name, lr, optimizer, losses, acc }] of runs.entries()) {
    const at = began + i * 60_000;
    const failed = id === 'run-3';
    fixture.append(
      `runs/${id}/main.jsonl`,
      {
        type: 'run.started',
        at,
        runId: id,
        experiment: 'digits',
        name,
        code: { commit: '9f1c2ab7d0', dirty: failed },
      },
      { type: 'params', at, values: { lr, model: 'mlp', 'optimizer.name': optimizer } },
      ...losses.map((loss, step) => ({
        type: 'metrics',
        at: at + step,
        step,
        values: { loss, val_acc: acc },
      })),
      { type: 'run.finished', at: at + 4_000, status: failed ? 'failed' : 'finished' },
      ...(failed ? ['no event\n'] : []),
    );
  }
  fixture.append('journal/w.jsonl', {
    type: 'tags',
    at: began,
    runId: 'run-1',
    values: { stage: 'candidate' },
  });
  const catalog = await fixture.open();
  await catalog.save();
});
afterAll(() => fixture.dispose());

describe('the page about the catalog', () => {
  it.each(examples.map(({ sql, output }) => [sql.trim().split('\n')[0], sql, output]))(
    'shows what %s gives',
    (_name, sql, output) => {
      expect(ask(sql as string)).toBe(output);
    },
  );

  it('has its examples checked', () => {
    expect(examples.length).toBeGreaterThan(5);
  });

  it('names every table, view and column of a view that there is, and no other', async () => {
    const database = await SqlDatabase.create(wasmPath);
    const entries = database.all("SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')");
    const inner = 'json_cells';
    for (const { name, type } of entries)
      if (name !== inner) expect(document, `${type} ${name}`).toContain(`\`${name}\``);
    const views = [...document.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$/gm)];
    for (const [, view, columns] of views) {
      const real = database.all(`SELECT name FROM pragma_table_info('${view}')`).map((row) => row['name']);
      const named = [...(columns as string).matchAll(/`(\w+)`/g)].map(([, column]) => column);
      if (view === 'runs_wide') expect(real.slice(-3)).toEqual(['params', 'metrics', 'tags']);
      else expect(named).toEqual(real);
    }
    expect(views.length).toBe(entries.filter(({ type, name }) => type === 'view' && name !== inner).length);
    database.close();
  });
});
