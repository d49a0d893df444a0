import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../../src/domain/run.ts';
import { everything, JournalFixture, until } from './journal-fixture.ts';

let fixture: JournalFixture;
beforeEach(() => {
  fixture = new JournalFixture();
});
afterEach(() => fixture.dispose());

const runId = 'a' as RunId;
const logged = () =>
  fixture.notices.flatMap((notice) =>
    notice.notice === 'log' && notice.level !== 'info' ? [notice.message] : [],
  );

async function saveOne(): Promise<string> {
  fixture.run('a', { losses: [1] });
  const catalog = await fixture.open();
  await catalog.save();
  await catalog.close();
  return fixture.path('catalog.db');
}

/** Changes the saved file as another program could. */
function tamper(file: string, sql: string): void {
  execFileSync('python3', [
    '-c',
    'import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2])',
    file,
    sql,
  ]);
}

describe('links and special files', () => {
  it('are not read, and are named once', async () => {
    const elsewhere = path.join(fixture.folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, 'main.jsonl'), '{"type":"params","at":1,"values":{"secret":1}}\n');
    fixture.run('a', { losses: [1] });
    symlinkSync(elsewhere, fixture.path('runs/linked'));
    symlinkSync(path.join(elsewhere, 'main.jsonl'), fixture.path('runs/a/linked.jsonl'));
    execFileSync('mkfifo', [fixture.path('runs/a/pipe.jsonl')]);
    const catalog = await fixture.open();
    expect(catalog.columns({ filter: everything }).map(({ key }) => key)).toEqual(['loss']);
    expect(logged().sort()).toEqual([
      expect.stringContaining('runs/a/linked.jsonl'),
      expect.stringContaining('runs/a/pipe.jsonl'),
      expect.stringContaining('runs/linked'),
    ]);
  });

  it('in place of the journal folder keep facts from being written elsewhere', async () => {
    fixture.run('a', { losses: [1] });
    symlinkSync(fixture.folder, fixture.path('journal'));
    const catalog = await fixture.open();
    await expect(catalog.record({ facts: [{ type: 'run.archived', runId }] })).rejects.toThrow('link');
  });

  it('in place of catalog.db are neither followed nor written through', async () => {
    const file = await saveOne();
    const outside = path.join(fixture.folder, 'outside');
    writeFileSync(outside, 'mine');
    execFileSync('rm', [file]);
    symlinkSync(outside, file);
    fixture.append('runs/a/main.jsonl', { type: 'params', at: 9_000, values: { lr: 1 } });
    const catalog = await fixture.open();
    expect(logged()).toEqual([expect.stringContaining('link')]);
    await catalog.save();
    expect(lstatSync(file).isFile()).toBe(true);
    expect(readFileSync(outside, 'utf8')).toBe('mine');
  });

  it('let .runstone itself lie on another disk', async () => {
    fixture.run('a', { losses: [1] });
    const linked = path.join(fixture.folder, 'linked');
    mkdirSync(linked);
    symlinkSync(fixture.path(''), path.join(linked, '.runstone'));
    const { Catalog } = await import('../../../src/catalog/catalog.ts');
    const { wasmPath } = await import('./journal-fixture.ts');
    const catalog = await Catalog.open({ folder: linked, wasmPath, writer: 'w', poll: 'always' }, () => {});
    expect(catalog.status().runs).toBe(1);
    await catalog.close();
  });

  it('as output.log are no output of the run', async () => {
    fixture.run('a', { losses: [1] });
    symlinkSync('/etc/hosts', fixture.path('runs/a/output.log'));
    const catalog = await fixture.open();
    expect(catalog.run({ runId })?.outputPath).toBeNull();
  });
});

describe('a catalog.db that came with the folder', () => {
  it.each([
    ['names files outside', "UPDATE files SET path = 'runs/a/../../../secret.jsonl'"],
    ['gives a file to another run', "INSERT INTO runs (run_id) VALUES ('b'); UPDATE files SET run_ref = 2"],
    ['brings a trigger', 'CREATE TRIGGER t AFTER UPDATE ON runs BEGIN DELETE FROM runs; END'],
    ['brings a view', 'DROP VIEW params; CREATE VIEW params AS SELECT 1'],
  ])('and %s is rebuilt', async (_name, sql) => {
    tamper(await saveOne(), sql);
    const catalog = await fixture.open();
    expect(logged()).toEqual([expect.stringContaining('it is rebuilt from the journal')]);
    expect(catalog.run({ runId })).toMatchObject({ metrics: [{ last: 1 }] });
  });

  it('and holds a chunk of four billion numbers is rebuilt when the run goes on', async () => {
    const file = await saveOne();
    tamper(file, "UPDATE axes SET steps = CAST(zeroblob(24) || x'ffffffff' AS BLOB)");
    fixture.append('runs/a/main.jsonl', { type: 'metrics', at: 9_000, step: 1, values: { loss: 0.5 } });
    const catalog = await fixture.open();
    await until(() => catalog.run({ runId })?.metrics[0]?.last === 0.5, 'the journal is read again');
    expect(catalog.run({ runId })?.metrics).toMatchObject([{ count: 2, first: 1 }]);
  });
});

describe('saving', () => {
  it('leaves nothing behind but the file, and does not write what is already there', async () => {
    const file = await saveOne();
    const before = lstatSync(file).mtimeMs;
    writeFileSync(fixture.path('catalog.db.1.2.tmp'), 'half');
    execFileSync('touch', ['-d', '2 hours ago', fixture.path('catalog.db.1.2.tmp')]);
    const catalog = await fixture.open();
    expect(await catalog.save()).toBe(false);
    expect(lstatSync(file).mtimeMs).toBe(before);
    await catalog.record({ facts: [{ type: 'run.archived', runId }] });
    expect(await catalog.save()).toBe(true);
    expect(existsSync(fixture.path('catalog.db.1.2.tmp'))).toBe(false);
  });

  it('is said once to fail where the file cannot be replaced, and reading goes on', async () => {
    fixture.run('a', { losses: [1] });
    mkdirSync(fixture.path('catalog.db'));
    const catalog = await fixture.open();
    fixture.notices.length = 0;
    for (const name of ['one', 'two']) {
      await catalog.record({ facts: [{ type: 'run.renamed', runId, name }] });
      expect(await catalog.save()).toBe(false);
    }
    expect(catalog.run({ runId })?.name).toBe('two');
    expect(logged()).toEqual([expect.stringContaining('cannot be written')]);
  });

  it('makes no file in a folder in which nothing was ever recorded', async () => {
    mkdirSync(fixture.path(''));
    const catalog = await fixture.open();
    await catalog.close();
    expect(existsSync(fixture.path('catalog.db'))).toBe(false);
  });
});
