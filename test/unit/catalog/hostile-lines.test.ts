import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../../../src/catalog/catalog.ts';
import type { RunId } from '../../../src/domain/run.ts';
import { JournalFixture, until } from './journal-fixture.ts';

let fixture: JournalFixture;
beforeEach(() => {
  fixture = new JournalFixture();
});
afterEach(() => fixture.dispose());

const runId = 'a' as RunId;
const file = 'runs/a/main.jsonl';
const last = { type: 'metrics', at: 9_000, step: 99, values: { loss: 0.5 } };

/** A run with these lines in its middle; answers once all is read. */
async function openWith(...lines: readonly string[]): Promise<Catalog> {
  fixture.run('a', { losses: [1], end: null });
  fixture.append(file, ...lines.map((line) => `${line}\n`), last);
  const catalog = await fixture.open();
  await until(() => catalog.status().state === 'ready', 'all is read');
  return catalog;
}

const metrics = (values: string) => `{"type":"metrics","at":2000,"step":1,"values":${values}}`;
const params = (values: string) => `{"type":"params","at":2000,"values":${values}}`;

const unreadable: Readonly<Record<string, string>> = {
  'binary garbage': '\u0001\u0002\uffff\u0000',
  'an empty line': '',
  'a list': '[1,2]',
  'a word': 'null',
  'no type': '{"at":1}',
  'a time that is no integer': '{"type":"heartbeat","at":1.5}',
  'a time beyond all integers': '{"type":"metrics","at":1e300,"step":1,"values":{"loss":1}}',
  'a step beyond all numbers': '{"type":"metrics","at":1,"step":1e999,"values":{"loss":1}}',
  'metrics that are text': metrics('{"loss":"low"}'),
  'values that are a list': metrics('[1]'),
  'a megabyte of brackets': '['.repeat(1_000_000),
  'params that are objects': params('{"a":{"b":1}}'),
  'an object under __proto__': params('{"__proto__":{"b":1}}'),
  'a process id beyond all integers':
    '{"type":"run.started","at":1,"runId":"a","experiment":"e","pid":1e300}',
  'a negative time': '{"type":"heartbeat","at":-5}',
  'a status of its own': '{"type":"run.finished","at":1,"status":"great"}',
};

it.each(Object.entries(unreadable))(
  '%s is reported with its line, and what follows is read',
  async (_name, line) => {
    const catalog = await openWith(line);
    expect(catalog.problems({ limit: 10 })).toMatchObject([{ line: 4, runId: 'a' }]);
    expect(catalog.run({ runId })).toMatchObject({ problems: 1, metrics: [{ count: 2, last: 0.5 }] });
  },
);

const readable: Readonly<Record<string, string>> = {
  'an event of a later version': '{"type":"from.the.future","at":1,"x":[1]}',
  'fields of a later version': '{"type":"heartbeat","at":1,"x":{"y":[1]}}',
  'a carriage return at the end': `${params('{"lr":1}')}\r`,
  'brackets within an event': `{"type":"heartbeat","at":1,"x":${'['.repeat(400_000)}${']'.repeat(400_000)}}`,
  'a key of 100 kB': params(`{"${'k'.repeat(100_000)}":1}`),
};

it.each(Object.entries(readable))('%s is read without a word', async (_name, line) => {
  const catalog = await openWith(line);
  expect(catalog.problems({ limit: 10 })).toEqual([]);
  expect(catalog.run({ runId })?.metrics).toMatchObject([{ count: 2, last: 0.5 }]);
});

it('an environment nested too deep to be written down is reported, and the rest of its file is read', async () => {
  const nested = `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`;
  const catalog = await openWith(
    `{"type":"run.started","at":2000,"runId":"a","experiment":"e","environment":${nested}}`,
  );
  expect(catalog.run({ runId })?.metrics).toMatchObject([{ count: 2, last: 0.5 }]);
});

it('keys that are names of JavaScript are keys like others', async () => {
  const catalog = await openWith(
    params('{"__proto__":1,"constructor":"c","toString":true}'),
    metrics('{"__proto__":3}'),
  );
  const detail = catalog.run({ runId });
  expect(detail?.params).toEqual([
    { key: '__proto__', value: 1 },
    { key: 'constructor', value: 'c' },
    { key: 'toString', value: true },
  ]);
  expect(detail?.metrics.map(({ key, last: value }) => [key, value])).toEqual([
    ['__proto__', 3],
    ['loss', 0.5],
  ]);
});

it('text is kept as given; what neither UTF-8 nor SQLite can hold becomes a replacement character', async () => {
  const text = '<b>\u202e\u001b[31m ../../x\n"';
  const catalog = await openWith(
    params(
      `{"text":${JSON.stringify(text)},"lone":"a\\ud800b","pair":"\\ud83d\\ude00","nul":"a\\u0000b","\\udc00":1,"\\udc01":2}`,
    ),
  );
  expect(
    Object.fromEntries(catalog.run({ runId })?.params.map(({ key, value }) => [key, value]) ?? []),
  ).toEqual({
    text,
    lone: 'a\ufffdb',
    pair: '\u{1f600}',
    nul: 'a\ufffdb',
    '\ufffd': 2,
  });
  expect(catalog.problems({ limit: 1 })).toEqual([]);
});

it('bytes that are no UTF-8 spoil their own characters only', async () => {
  fixture.run('a', { losses: [1], end: null });
  fixture.appendBytes(file, Buffer.from(`${params('{"name":"X"}')}\n`.replace('X', 'a\xffb'), 'latin1'));
  const catalog = await fixture.open();
  expect(catalog.run({ runId })?.params).toEqual([{ key: 'name', value: 'a\ufffdb' }]);
});

it('a line of 5 MB is passed over, whether its end is there or comes later', async () => {
  fixture.run('a', { losses: [1], end: null });
  fixture.append(file, 'x'.repeat(5_000_000));
  const catalog = await fixture.open();
  await until(() => catalog.status().state === 'ready', 'all is read');
  expect(catalog.problems({ limit: 10 })).toEqual([]);
  fixture.append(file, '\n', last);
  await until(() => catalog.run({ runId })?.metrics[0]?.last === 0.5, 'what follows is read');
  expect(catalog.problems({ limit: 10 })).toMatchObject([
    { line: 4, reason: 'longer than 1 MiB, passed over' },
  ]);
});

it('a line of exactly 1 MiB is an event, one byte more is not', async () => {
  const ofLength = (bytes: number) => {
    const empty = params('{"text":""}');
    return params(`{"text":"${'x'.repeat(bytes - 1 - empty.length)}"}`);
  };
  const catalog = await openWith(ofLength(1024 * 1024), ofLength(1024 * 1024 + 1));
  expect(catalog.problems({ limit: 10 })).toMatchObject([{ line: 5 }]);
  expect(catalog.run({ runId })?.params).toHaveLength(1);
});

it('a file of garbage gives a hundred problems and is counted to its end', async () => {
  const catalog = await openWith(...Array.from({ length: 300 }, () => 'garbage'));
  expect(catalog.problems({ limit: 1_000 })).toHaveLength(100);
  expect(catalog.run({ runId })?.problems).toBe(300);
});

it('empty files and files of one torn line are no error', async () => {
  fixture.append('runs/a/empty.jsonl');
  fixture.append('runs/b/main.jsonl', '{"type":');
  const catalog = await fixture.open();
  expect(catalog.status()).toMatchObject({ state: 'ready', runs: 0, problems: 0 });
});
