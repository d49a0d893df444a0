/**
 * What the compare page and the extension host say to each other. The page asks for what it can see; the
 * host passes questions on to the catalog worker of the page's folder. Both sides validate what arrives.
 */
import * as z from 'zod/mini';
import { columnGroups, type MetricDirection, metricDirections } from '../domain/column.ts';
import { type RunId, runStatuses } from '../domain/run.ts';
import {
  type CatalogContract,
  type CatalogStatus,
  columnIdSchema,
  runFilterSchema,
  runIdSchema,
  seriesParamsSchema,
  type TablePage,
  tableParamsSchema,
} from './catalog.ts';

/** A run that is checked, in tree and table alike; `look` (0, 1, 2, ...) is its colour, dash and marker for ever. */
export interface SelectedRun {
  readonly runId: RunId;
  readonly look: number;
}

export const pageCommands = [
  'createSampleProject',
  'openRun',
  'renameRun',
  'showLog',
  'showProblems',
  'archiveRun',
  'restoreRun',
  'deleteRun',
  'copyRunId',
  'editNotes',
  'addTag',
  'openOutput',
] as const;
/** Commands of the extension that the page may start; those about a run name it. */
export type PageCommand = (typeof pageCommands)[number];

export interface CompareContract {
  /**
   * First call of the page; it draws nothing before the answer. `folder` is the folder's URI: the page keeps it
   * with its state, so that the host knows whose page it is when the window is reloaded.
   */
  ready: {
    params: Record<string, never>;
    result: {
      folder: string;
      folderName: string;
      status: CatalogStatus;
      selection: readonly SelectedRun[];
    };
  };
  table: CatalogContract['table'];
  columns: CatalogContract['columns'];
  series: CatalogContract['series'];
  select: {
    params: { runIds: readonly RunId[]; selected: boolean };
    result: { selection: readonly SelectedRun[] };
  };
  setDirection: { params: { key: string; direction: MetricDirection }; result: Record<string, never> };
  command: { params: { command: PageCommand; runId: RunId | null }; result: Record<string, never> };
  copy: { params: { text: string }; result: Record<string, never> };
}

const nothing = z.object({});
const compareSchemas: { readonly [M in keyof CompareContract]: z.ZodMiniType<unknown> } = {
  ready: nothing,
  table: tableParamsSchema,
  columns: z.object({ filter: runFilterSchema }),
  series: seriesParamsSchema,
  select: z.object({ runIds: z.array(runIdSchema).check(z.maxLength(100_000)), selected: z.boolean() }),
  setDirection: z.object({ key: z.string(), direction: z.enum(metricDirections) }),
  command: z.object({ command: z.enum(pageCommands), runId: z.nullable(runIdSchema) }),
  copy: z.object({ text: z.string().check(z.maxLength(10_000_000)) }),
};

type CompareValidators = {
  readonly [M in keyof CompareContract]: (value: unknown) => CompareContract[M]['params'];
};

/** Validates what the page asks; throws with the path of what is wrong. */
export const compareValidators = Object.fromEntries(
  Object.entries(compareSchemas).map(([method, schema]) => [method, (value: unknown) => schema.parse(value)]),
) as unknown as CompareValidators;

const statusSchema = z.object({
  state: z.enum(['reading', 'ready', 'unavailable']),
  bytesRead: z.number(),
  bytesTotal: z.number(),
  runs: z.number(),
  running: z.number(),
  problems: z.number(),
  message: z.nullable(z.string()),
});
const selectionSchema = z.array(z.object({ runId: runIdSchema, look: z.int().check(z.nonnegative()) }));

const hostNoticeSchema = z.discriminatedUnion('notice', [
  z.object({
    notice: z.literal('changed'),
    version: z.number(),
    runIds: z.nullable(z.array(runIdSchema)),
    columnsChanged: z.boolean(),
  }),
  z.object({ notice: z.literal('status'), status: statusSchema }),
  z.object({ notice: z.literal('selection'), selection: selectionSchema }),
  /** The palette or the tree asked the open panel for something. */
  z.object({
    notice: z.literal('reveal'),
    runId: z.nullable(runIdSchema),
    columns: z.optional(z.array(columnIdSchema)),
  }),
]);

/** What the host says to the page on its own. */
export type HostNotice = z.infer<typeof hostNoticeSchema>;

/** The notice in a message, or undefined when it is something else (an answer, a foreign script's message). */
export function parseHostNotice(message: unknown): HostNotice | undefined {
  const parsed = hostNoticeSchema.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}

/**
 * Messages to a webview go through JSON, where NaN and infinities turn into null. So they travel in an
 * object of their own; typed arrays are carried as bytes and need no such care.
 */
interface NonFinite {
  readonly nonFinite: 'NaN' | 'Infinity' | '-Infinity';
}

function packNumber<T>(value: T): T | NonFinite {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  return { nonFinite: String(value) as NonFinite['nonFinite'] };
}

/** Makes an answer fit for `webview.postMessage`: the host wraps every result in it, `checkCompareResult` undoes it. */
export function packCompareResult<M extends keyof CompareContract>(
  method: M,
  result: CompareContract[M]['result'],
): unknown {
  if (method !== 'table') return result;
  const page = result as TablePage;
  return {
    ...page,
    best: page.best.map(packNumber),
    rows: page.rows.map(({ run, cells }) => ({
      run: run.headline
        ? { ...run, headline: { ...run.headline, value: packNumber(run.headline.value) } }
        : run,
      cells: cells.map(packNumber),
    })),
  };
}

/** Typed arrays arrive as such, or as the bytes they are made of when the editor is older. */
const numberArray = z.union([
  z.instanceof(Float64Array),
  z.pipe(
    z.instanceof(ArrayBuffer).check(z.refine((bytes) => bytes.byteLength % 8 === 0, 'not whole numbers')),
    z.transform((bytes) => new Float64Array(bytes)),
  ),
  z.pipe(
    z.instanceof(Uint8Array).check(z.refine((bytes) => bytes.byteLength % 8 === 0, 'not whole numbers')),
    // A view may begin anywhere in its buffer; a Float64Array only at a multiple of eight.
    z.transform((bytes) => new Float64Array(new Uint8Array(bytes).buffer)),
  ),
]);
const numberSchema = z.union([
  z.number(),
  z.pipe(
    z.object({ nonFinite: z.enum(['NaN', 'Infinity', '-Infinity']) }),
    z.transform(({ nonFinite }) => Number(nonFinite)),
  ),
]);
const cellSchema = z.union([numberSchema, z.string(), z.boolean(), z.null()]);
const runSummarySchema = z.looseObject({
  runId: runIdSchema,
  name: z.string(),
  experiment: z.string(),
  status: z.enum(runStatuses),
  startedAtMs: z.number(),
  headline: z.nullable(z.object({ key: z.string(), value: numberSchema })),
});

const resultSchemas: { readonly [M in keyof CompareContract]: z.ZodMiniType<unknown> } = {
  ready: z.object({
    folder: z.string(),
    folderName: z.string(),
    status: statusSchema,
    selection: selectionSchema,
  }),
  table: z.looseObject({
    version: z.number(),
    total: z.number(),
    running: z.number(),
    offset: z.number(),
    rows: z.array(z.object({ run: runSummarySchema, cells: z.array(cellSchema) })),
    best: z.array(z.nullable(numberSchema)),
    decimals: z.array(z.nullable(z.number())),
  }),
  columns: z.array(
    z.looseObject({
      group: z.enum(columnGroups),
      key: z.string(),
      type: z.enum(['number', 'text']),
      direction: z.enum(metricDirections),
    }),
  ),
  series: z.looseObject({
    series: z.array(
      z.looseObject({
        runId: runIdSchema,
        key: z.string(),
        writer: z.nullable(z.string()),
        x: numberArray,
        y: numberArray,
        smoothed: z.nullable(numberArray),
        nonFiniteX: numberArray,
        nonFiniteY: numberArray,
      }),
    ),
    extent: z.nullable(z.tuple([z.number(), z.number()])),
  }),
  select: z.object({ selection: selectionSchema }),
  setDirection: nothing,
  command: nothing,
  copy: nothing,
};

/** Checks the shape of an answer in the page; throws with the path of what is wrong. */
export function checkCompareResult<M extends keyof CompareContract>(
  method: M,
  result: unknown,
): CompareContract[M]['result'] {
  return resultSchemas[method].parse(result) as CompareContract[M]['result'];
}
