/** The events of the journal as this version understands them; `schema/` holds the contract of both languages. */
import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { metricDirections } from '../domain/column.ts';
import { isRunId, type RunId } from '../domain/run.ts';
import { replaceUnstorable } from './json-text.ts';

/** The last moment that JavaScript can name, in milliseconds. */
const latestMs = 8.64e15;

// The small zod brings no words of its own: a problem says what was expected.
z.config(en());

const at = z.int().check(z.gte(0), z.lte(latestMs));
const runId = z.string().check(z.refine(isRunId, 'not a run id')) as unknown as z.ZodMiniType<RunId>;
/** Numbers that JSON cannot hold are strings. */
const journalNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const scalar = z.nullable(z.union([z.string(), z.number(), z.boolean()]));
const text = z.optional(z.nullable(z.string()));
const artifactPath = z.string().check(z.refine(staysInside, 'not a path inside the run’s folder'));

export const codeSchema = z.looseObject({
  commit: z.optional(z.nullable(z.string())),
  snapshot: z.optional(z.nullable(z.string())),
  branch: text,
  dirty: z.optional(z.nullable(z.boolean())),
  remote: text,
});

const eventSchemas = {
  'run.started': z.looseObject({
    at,
    runId,
    experiment: z.string(),
    name: text,
    parentRunId: text,
    group: text,
    command: z.optional(z.nullable(z.array(z.string()))),
    cwd: text,
    host: text,
    user: text,
    pid: z.optional(z.nullable(z.int())),
    code: z.optional(z.nullable(codeSchema)),
    environment: z.optional(z.nullable(z.looseObject({ python: text }))),
  }),
  code: z.looseObject({ at, code: z.optional(z.nullable(codeSchema)) }),
  'run.resumed': z.looseObject({ at, pid: z.optional(z.nullable(z.int())), host: text }),
  params: z.looseObject({ at, values: z.record(z.string(), scalar) }),
  metrics: z.looseObject({ at, step: z.number(), values: z.record(z.string(), journalNumber) }),
  summary: z.looseObject({ at, values: z.record(z.string(), scalar) }),
  system: z.looseObject({ at, values: z.record(z.string(), journalNumber) }),
  artifact: z.looseObject({
    at,
    path: artifactPath,
    kind: z.string(),
    bytes: z.optional(z.nullable(z.int().check(z.gte(0)))),
    sha256: text,
    name: text,
  }),
  dataset: z.looseObject({ at, name: z.string(), digest: z.string(), role: z.string() }),
  tags: z.looseObject({ at, runId: z.optional(runId), values: z.record(z.string(), z.nullable(z.string())) }),
  note: z.looseObject({ at, runId: z.optional(runId), text: z.string() }),
  alert: z.looseObject({ at, title: z.string(), text, level: z.string() }),
  heartbeat: z.looseObject({ at }),
  'run.finished': z.looseObject({
    at,
    status: z.enum(['finished', 'failed', 'killed']),
    exitCode: z.optional(z.nullable(z.int())),
    error: z.optional(z.nullable(z.looseObject({ type: text, message: text, traceback: text }))),
  }),
  'run.renamed': z.looseObject({ at, runId, name: z.string() }),
  'run.archived': z.looseObject({ at, runId }),
  'run.restored': z.looseObject({ at, runId }),
  'run.deleted': z.looseObject({ at, runId }),
  'metric.direction': z.looseObject({ at, key: z.string(), direction: z.enum(metricDirections) }),
};

type Schemas = typeof eventSchemas;
export type JournalEvent = {
  [T in keyof Schemas]: { readonly type: T } & z.infer<Schemas[T]>;
}[keyof Schemas];
export type EventOf<T extends JournalEvent['type']> = Extract<JournalEvent, { type: T }>;

export type ParsedLine =
  | { readonly kind: 'event'; readonly event: JournalEvent }
  /** An event of a later version: kept in the journal, not shown. */
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'problem'; readonly reason: string };

const noTime = 'the field "at" is missing or no time in milliseconds';

function isTime(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= latestMs;
}

/** Whether a path from the journal stays in the folder that it is relative to, on every system. */
function staysInside(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\\\u0000-\u001f]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function problem(reason: string): ParsedLine {
  return { kind: 'problem', reason };
}

/**
 * Reads one complete line of a journal file, without its line end. Never throws.
 *
 * @param hasUnicodeEscapes False when the caller knows that the line has no `\u`.
 */
export function parseLine(line: string, hasUnicodeEscapes = true): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(hasUnicodeEscapes ? replaceUnstorable(line) : line);
  } catch (error) {
    return problem(`not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return problem('not a JSON object');
  const { type } = value as { type?: unknown };
  if (typeof type !== 'string') return problem('the field "type" is missing or no text');
  if (type === 'metrics' && isPlainMetrics(value)) return { kind: 'event', event: value };
  const schema: z.ZodMiniType<unknown> | undefined = Object.hasOwn(eventSchemas, type)
    ? eventSchemas[type as keyof Schemas]
    : undefined;
  if (!schema) return isTime((value as { at?: unknown }).at) ? { kind: 'unknown', type } : problem(noTime);
  const checked = schema.safeParse(value);
  if (checked.success) return { kind: 'event', event: value as JournalEvent };
  const [issue] = checked.error.issues;
  return problem(
    `not a valid ${type} event: ${issue ? `${issue.path.join('.') || 'event'}: ${issue.message}` : 'wrong shape'}`,
  );
}

/** Nearly all lines are metrics: this check does what their schema does, without its cost. */
function isPlainMetrics(value: object): value is EventOf<'metrics'> {
  const { at: time, step, values } = value as { at?: unknown; step?: unknown; values?: unknown };
  if (!isTime(time) || typeof step !== 'number' || !Number.isFinite(step)) return false;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return false;
  for (const key in values) {
    const number = (values as Record<string, unknown>)[key];
    if (Number.isFinite(number)) continue;
    if (number !== 'NaN' && number !== 'Infinity' && number !== '-Infinity') return false;
  }
  return true;
}
