import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parseLine } from '../../../src/journal/event.ts';

type Fields = Record<string, unknown>;
interface BadLine {
  readonly line: string;
  readonly reason: string;
  readonly reader: 'problem' | 'tolerates';
}

const schema = JSON.parse(readFileSync('schema/events.schema.json', 'utf8')) as { allOf: Branch[] };
interface Branch {
  if: { properties: { type: { const: string } } };
}
const isValid: ValidateFunction = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
}).compile(schema);
const types = schema.allOf.map((branch) => branch.if.properties.type.const);
const good = readLines('schema/examples/good.jsonl');
const bad = readLines('schema/examples/bad.jsonl').map((line) => JSON.parse(line) as BadLine);

function readLines(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}

function schemaTakes(line: string): boolean {
  try {
    return isValid(JSON.parse(line));
  } catch {
    return false;
  }
}

/** Every event that differs from `value` in one place: a field is gone, or holds a value of another kind. */
function* changed(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  const others = [null, true, 'text', '', -1, 1.5, 1e300, [], {}, 'NaN', '../x'];
  for (const key of Object.keys(value)) {
    const { [key]: inner, ...rest } = value as Fields;
    if (!Array.isArray(value)) yield rest;
    for (const other of [...others, ...changed(inner)]) {
      const copy: Fields | unknown[] = Array.isArray(value) ? [...value] : { ...value };
      (copy as Fields)[key] = other;
      yield copy;
    }
  }
}

describe('the schema of the journal', () => {
  it('has a good line and a bad one for every event', () => {
    const typesOf = (lines: string[]) =>
      new Set(lines.flatMap((line) => /"type": ?"([^"]*)"/.exec(line)?.[1] ?? []));
    expect(types.filter((type) => !typesOf(good).has(type))).toEqual([]);
    expect(types.filter((type) => !typesOf(bad.map(({ line }) => line)).has(type))).toEqual([]);
  });

  it.each(good)('takes %s, as the reader does', (line) => {
    expect(isValid(JSON.parse(line)), JSON.stringify(isValid.errors)).toBe(true);
    const { type } = JSON.parse(line) as { type: string };
    expect(parseLine(line)).toMatchObject(
      types.includes(type) ? { kind: 'event', event: JSON.parse(line) } : { kind: 'unknown', type },
    );
  });

  it('says of a wrong field what was expected', () => {
    expect(parseLine('{"type":"metrics","at":1,"step":"x","values":{}}')).toEqual({
      kind: 'problem',
      reason: 'not a valid metrics event: step: Invalid input: expected number, received string',
    });
  });

  it.each(bad)('refuses $line: $reason', ({ line, reader }) => {
    expect(schemaTakes(line)).toBe(false);
    expect(parseLine(line).kind).toBe(reader === 'problem' ? 'problem' : 'event');
  });

  it('takes nothing that the reader refuses, whatever field is changed', () => {
    const refused: string[] = [];
    let taken = 0;
    for (const event of good.flatMap((line) => [...changed(JSON.parse(line))])) {
      const line = JSON.stringify(event);
      if (!schemaTakes(line)) continue;
      taken++;
      if (parseLine(line).kind === 'problem') refused.push(line);
    }
    expect(refused).toEqual([]);
    expect(taken).toBeGreaterThan(500);
  });
});
