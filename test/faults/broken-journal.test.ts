import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../src/domain/run.ts';
import { until } from '../unit/catalog/journal-fixture.ts';
import { Random } from './random.ts';
import { dumpTables, type TableDump } from './table-dump.ts';
import { type OpenCatalog, Workspace } from './workspace.ts';

const at = 1_700_000_000_000;
const json = (event: object) => `${JSON.stringify(event)}\n`;
const started = (runId: string) =>
  json({
    type: 'run.started',
    schema: 1,
    at,
    runId,
    experiment: 'faults',
    name: runId,
    host: 'elsewhere',
    pid: 1,
  });
const point = (step: number, time = at + step) =>
  json({ type: 'metrics', at: time, step, values: { loss: step } });
const finished = json({ type: 'run.finished', at: at + 100, status: 'finished', exitCode: 0 });
const asPoints = (...steps: number[]) => steps.map((step) => [step, step]);

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.dispose());

function append(relative: string, ...parts: readonly (string | Buffer)[]): void {
  const file = path.join(workspace.store, relative);
  mkdirSync(path.dirname(file), { recursive: true });
  for (const part of parts) appendFileSync(file, part);
}

const bigText = 'x'.repeat(5 * 1024 * 1024);
const deep = '['.repeat(200_000) + ']'.repeat(200_000);

/** Lines that a journal may hold, and what must be said of them: nothing where they are read or of a later version. */
const faults: readonly { what: string; lines: string | Buffer; reasons: readonly RegExp[] }[] = [
  { what: 'an empty line', lines: '\n', reasons: [/not valid JSON/] },
  { what: 'half a line that was ended', lines: '{"type":"metrics","at":17\n', reasons: [/not valid JSON/] },
  {
    what: 'binary garbage',
    lines: Buffer.from([0, 1, 2, 0xff, 0xfe, 0xc3, 0x28, 0x80, 10]),
    reasons: [/not valid JSON/],
  },
  { what: 'a byte order mark', lines: `\ufeff${point(50)}`, reasons: [/not valid JSON/] },
  {
    what: 'a line of 5 MB',
    lines: json({ type: 'note', at, text: bigText }),
    reasons: [/longer than 1 MiB/],
  },
  { what: 'a line of 5 MB that is no JSON', lines: `${bigText}\n`, reasons: [/longer than 1 MiB/] },
  { what: 'a number', lines: '42\n', reasons: [/not a JSON object/] },
  { what: 'null', lines: 'null\n', reasons: [/not a JSON object/] },
  { what: 'a list', lines: '[{"type":"metrics"}]\n', reasons: [/not a JSON object/] },
  { what: 'deep brackets', lines: `${deep}\n`, reasons: [/not (valid JSON|a JSON object)/] },
  { what: 'an object without a type', lines: json({ at, step: 1 }), reasons: [/"type"/] },
  { what: 'a type that is a number', lines: json({ type: 7, at }), reasons: [/"type"/] },
  { what: 'no time', lines: json({ type: 'metrics', step: 1, values: { loss: 1 } }), reasons: [/at/] },
  { what: 'a time that is text', lines: json({ type: 'heartbeat', at: 'now' }), reasons: [/at/] },
  { what: 'a time beyond all calendars', lines: json({ type: 'heartbeat', at: 1e300 }), reasons: [/at/] },
  {
    what: 'a step that is text',
    lines: json({ type: 'metrics', at, step: 'one', values: { loss: 1 } }),
    reasons: [/step/],
  },
  {
    what: 'a value that is text',
    lines: json({ type: 'metrics', at, step: 1, values: { loss: 'low' } }),
    reasons: [/loss/],
  },
  {
    what: 'a number that JSON cannot hold',
    lines: `{"type":"metrics","at":${at},"step":1,"values":{"loss":1e400}}\n`,
    reasons: [/loss/],
  },
  {
    what: 'values that are a list',
    lines: json({ type: 'params', at, values: [1, 2] }),
    reasons: [/values/],
  },
  {
    what: 'an end of no kind',
    lines: json({ type: 'run.finished', at, status: 'bored' }),
    reasons: [/status/],
  },
  {
    what: 'the run id of a path',
    lines: json({ type: 'run.renamed', at, runId: '../x', name: 'x' }),
    reasons: [/runId/],
  },
  {
    what: 'an artifact outside',
    lines: json({ type: 'artifact', at, path: '../../x', kind: 'file' }),
    reasons: [/path/],
  },
  { what: 'an event of a later version', lines: json({ type: 'gate.opened', at, who: ['a'] }), reasons: [] },
  { what: 'an event named as an inherited property', lines: json({ type: 'constructor', at }), reasons: [] },
  {
    what: 'fields of a later version',
    lines: json({ type: 'heartbeat', at, mood: { good: true } }),
    reasons: [],
  },
  {
    what: 'keys named as inherited properties',
    lines: `{"type":"params","at":${at},"values":{"__proto__":1,"constructor":2}}\n`,
    reasons: [],
  },
  {
    what: 'a byte that is not UTF-8 in a text',
    lines: Buffer.concat([
      Buffer.from(`{"type":"note","at":${at},"text":"`),
      Buffer.from([0xe9]),
      Buffer.from('"}\n'),
    ]),
    reasons: [],
  },
  { what: 'line ends of Windows', lines: `${json({ type: 'heartbeat', at }).trimEnd()}\r\n`, reasons: [] },
];

/** The fault stands between good lines of one run, beside another run. */
function writeAround(lines: string | Buffer): void {
  append('runs/a/main.jsonl', started('a'), point(0), lines, point(1), finished);
  append('runs/b/main.jsonl', started('b'), point(0), point(1), finished);
}

async function openAndRead(): Promise<OpenCatalog> {
  const open = await workspace.open();
  await open.read();
  return open;
}

describe('a line that is not as it should be', () => {
  it.each(faults)('is read or reported, and nothing else is lost: $what', async ({ lines, reasons }) => {
    writeAround(lines);
    const { catalog, points, runs, complaints } = await openAndRead();
    expect(points('a', 'loss')).toEqual(asPoints(0, 1));
    expect(points('b', 'loss')).toEqual(asPoints(0, 1));
    expect(runs().map(({ status }) => status)).toEqual(['finished', 'finished']);
    const problems = catalog.problems({ limit: 10 });
    expect(problems).toHaveLength(reasons.length);
    for (const [i, reason] of reasons.entries()) {
      expect(problems[i]).toMatchObject({
        file: path.join(workspace.store, 'runs/a/main.jsonl'),
        line: 3,
        runId: 'a',
      });
      expect(problems[i]?.reason).toMatch(reason);
    }
    expect(complaints).toEqual([]);
  });
});

describe('a journal that is still being written', () => {
  it('is not complained about while its last line is torn, and is read on when the line ends', async () => {
    const [half, rest] = [point(1).slice(0, 30), point(1).slice(30)];
    append('runs/a/main.jsonl', started('a'), point(0), half);
    const { catalog, points } = await openAndRead();
    expect(points('a', 'loss')).toEqual(asPoints(0));
    expect(catalog.problems({ limit: 10 })).toEqual([]);
    append('runs/a/main.jsonl', rest, finished);
    await until(() => points('a', 'loss').length === 2, 'the rest is read');
    expect(catalog.problems({ limit: 10 })).toEqual([]);
  });

  it('may be empty', async () => {
    append('runs/empty/main.jsonl', '');
    append('journal/empty.jsonl', '');
    append('runs/b/main.jsonl', started('b'), point(0));
    const { catalog, runs } = await openAndRead();
    expect(runs().map(({ runId }) => runId)).toEqual(['b']);
    expect(catalog.problems({ limit: 10 })).toEqual([]);
  });
});

describe('events that come twice or from a wrong clock', () => {
  it('draw one point for one step when every line comes twice', async () => {
    const lines = [
      started('a'),
      json({ type: 'params', at, values: { lr: 1 } }),
      point(0),
      point(1),
      finished,
    ];
    append('runs/a/main.jsonl', ...lines.flatMap((line) => [line, line]));
    const { catalog, points, runs } = await openAndRead();
    expect(points('a', 'loss')).toEqual(asPoints(0, 1));
    expect(runs()).toMatchObject([{ runId: 'a', status: 'finished', problems: 0 }]);
    expect(catalog.run({ runId: 'a' as RunId })?.params).toEqual([{ key: 'lr', value: 1 }]);
  });

  it('show a run once whose file was copied beside itself', async () => {
    for (const writer of ['main', 'main copy'])
      append(`runs/a/${writer}.jsonl`, started('a'), point(0), point(1), finished);
    const { catalog, points, runs } = await openAndRead();
    expect(runs()).toMatchObject([{ runId: 'a', status: 'finished' }]);
    expect(new Set(points('a', 'loss').map(String))).toEqual(new Set(asPoints(0, 1).map(String)));
    expect(catalog.problems({ limit: 10 })).toEqual([]);
  });

  it('keep the order of the file when its clock goes back', async () => {
    append(
      'runs/a/main.jsonl',
      started('a'),
      json({ type: 'params', at: at + 50, values: { lr: 1 } }),
      point(0, at + 60),
      point(1, at - 7_200_000),
      json({ type: 'params', at: at - 7_200_000, values: { lr: 2 } }),
      json({ type: 'run.finished', at: at - 7_100_000, status: 'failed', exitCode: 3 }),
    );
    const { catalog, points, runs } = await openAndRead();
    expect(points('a', 'loss')).toEqual(asPoints(0, 1));
    expect(runs()).toMatchObject([{ status: 'failed', exitCode: 3, problems: 0 }]);
    expect(catalog.run({ runId: 'a' as RunId })?.params).toEqual([{ key: 'lr', value: 2 }]);
  });
});

describe('a journal with every fault at once', () => {
  const whole = Buffer.concat([
    Buffer.from(started('a')),
    ...faults.flatMap(({ lines }, i) => [Buffer.from(point(i)), Buffer.from(lines)]),
    Buffer.from(point(faults.length) + finished),
  ]);

  /** Follows the file as it grows by pieces that are cut anywhere. */
  async function follow(random: Random): Promise<void> {
    const { catalog, read } = await workspace.open();
    for (let offset = 0; offset < whole.length; ) {
      const length = random.fraction() < 0.3 ? random.integer(1, 2_000_000) : random.integer(1, 40);
      append('runs/a/main.jsonl', whole.subarray(offset, offset + length));
      offset += length;
      if (random.fraction() < 0.5) await read();
    }
    await until(() => catalog.run({ runId: 'a' as RunId })?.status === 'finished', 'the end is read', 60_000);
    await read();
    await catalog.close();
  }

  async function rebuild(): Promise<TableDump> {
    rmSync(path.join(workspace.store, 'catalog.db'));
    const { catalog } = await openAndRead();
    await catalog.close();
    return dumpTables(workspace.folder);
  }

  it('gives the same catalog whether it was followed in pieces or read as a whole', async () => {
    const random = new Random('pieces of a journal');
    await follow(random);
    const followed = await dumpTables(workspace.folder);
    const rebuilt = await rebuild();
    expect(rebuilt['points']).toHaveLength(faults.length + 1);
    expect(rebuilt['problems']).toHaveLength(faults.filter(({ reasons }) => reasons.length > 0).length);
    for (const [table, rows] of Object.entries(rebuilt)) expect(followed[table], table).toEqual(rows);
  });

  it('of random bytes alone reports some lines, not all of them, and reads the run beside it', async () => {
    const random = new Random('random bytes');
    append('runs/a/main.jsonl', random.bytes(300_000));
    append('runs/b/main.jsonl', started('b'), point(0), finished);
    const { catalog, points, runs } = await openAndRead();
    expect(points('b', 'loss')).toEqual(asPoints(0));
    expect(runs().map(({ runId }) => runId)).toEqual(['b']);
    const problems = catalog.problems({ limit: 10_000 });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(100);
  });
});
