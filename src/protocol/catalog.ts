/**
 * What the extension host and the catalog worker say to each other. What crosses is plain data; numbers
 * are JavaScript numbers (NaN and infinities included: structured clone keeps them), times are Unix epoch
 * milliseconds, and series are typed arrays whose buffers are transferred.
 */
import * as z from 'zod/mini';
import {
  type ColumnGroup,
  type ColumnId,
  columnGroups,
  type MetricDirection,
  metricDirections,
} from '../domain/column.ts';
import { isRunId, type RunId, type RunStatus } from '../domain/run.ts';

export type CellValue = number | string | boolean | null;

/** One run as a line of the tree or of the table. */
export interface RunSummary {
  readonly runId: RunId;
  readonly experiment: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly startedAtMs: number;
  /** null while it runs; the last event's time when interrupted. */
  readonly endedAtMs: number | null;
  readonly lastEventAtMs: number;
  readonly exitCode: number | null;
  readonly error: string | null;
  readonly archived: boolean;
  readonly notes: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** The metric that tells most about the run (a validation score before a loss), and its last value. */
  readonly headline: { readonly key: string; readonly value: number } | null;
  readonly commit: string | null;
  readonly dirty: boolean;
  /** Lines of this run's files that could not be read. */
  readonly problems: number;
}

export interface MetricSummary {
  readonly key: string;
  /** Set when several processes of one run wrote the same key; each is a series of its own. */
  readonly writer: string | null;
  readonly count: number;
  readonly nanCount: number;
  readonly first: number;
  readonly last: number;
  readonly min: number;
  readonly minStep: number;
  readonly max: number;
  readonly maxStep: number;
  readonly lastStep: number;
  readonly lastAtMs: number;
}

export interface ArtifactSummary {
  readonly name: string;
  /** Relative to the run's folder, with `/`. */
  readonly path: string;
  readonly kind: string;
  readonly sizeBytes: number;
  readonly sha256: string | null;
}

export interface RunDetail extends RunSummary {
  readonly params: readonly { readonly key: string; readonly value: CellValue }[];
  readonly summary: readonly { readonly key: string; readonly value: CellValue }[];
  readonly metrics: readonly MetricSummary[];
  readonly artifacts: readonly ArtifactSummary[];
  readonly datasets: readonly { readonly name: string; readonly role: string; readonly digest: string }[];
  readonly alerts: readonly {
    readonly atMs: number;
    readonly level: string;
    readonly title: string;
    readonly text: string;
  }[];
  readonly branch: string | null;
  readonly remote: string | null;
  readonly command: readonly string[];
  readonly cwd: string | null;
  readonly host: string | null;
  readonly user: string | null;
  readonly pid: number | null;
  readonly python: string | null;
  readonly traceback: string | null;
  /** Absolute paths; `outputPath` is null when nothing was printed. */
  readonly folderPath: string;
  readonly outputPath: string | null;
}

export interface ExperimentSummary {
  readonly name: string;
  readonly runs: number;
  readonly running: number;
  readonly lastEventAtMs: number;
}

export interface ColumnInfo extends ColumnId {
  readonly type: 'number' | 'text';
  /** How many runs have a value, and how many different values there are (counted up to 1,000). */
  readonly runs: number;
  readonly distinct: number;
  /** Of numeric columns: the range of finite values. */
  readonly min: number | null;
  readonly max: number | null;
  readonly direction: MetricDirection;
}

export interface SortKey {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/** Which runs a question is about. Bare words, all of which must occur in name, experiment, params, tags, notes or id. */
export interface RunFilter {
  readonly text?: string | undefined;
  readonly experiment?: string | undefined;
  readonly runIds?: readonly RunId[] | undefined;
  readonly archived: 'without' | 'only' | 'with';
}

export interface TableRow {
  readonly run: RunSummary;
  /** One value for each column asked for, in their order. Of a metric: its last value. */
  readonly cells: readonly CellValue[];
}

export interface TablePage {
  /** Grows with every change of the catalog: pages of one version fit together. */
  readonly version: number;
  readonly total: number;
  readonly running: number;
  readonly offset: number;
  readonly rows: readonly TableRow[];
  /** For each column asked for: the best value among all runs of the filter, where the direction is known. */
  readonly best: readonly (number | null)[];
  /**
   * For each column asked for: how many decimals (0 to 15) tell the runs of the filter apart; null for text
   * columns and for params, which keep the digits typed.
   */
  readonly decimals: readonly (number | null)[];
}

export const xAxes = ['step', 'wall', 'relative'] as const;
/** step; Unix milliseconds; milliseconds since the run started. */
export type XAxis = (typeof xAxes)[number];

export interface SeriesRequest {
  readonly keys: readonly string[];
  readonly runIds: readonly RunId[];
  readonly x: XAxis;
  /** Ends included. null: everything. */
  readonly range: readonly [number, number] | null;
  /** Width of the plot: for every pixel column first, min, max and last of the raw points are returned. */
  readonly pixels: number;
  /** 0 (none) to 0.999: weight of the time-weighted EMA; computed over all raw points, not the returned ones. */
  readonly smoothing: number;
}

export interface Series {
  readonly runId: RunId;
  readonly key: string;
  readonly writer: string | null;
  readonly x: Float64Array;
  /** Finite values only. */
  readonly y: Float64Array;
  /** Beside `y` when smoothing is above 0, else null. */
  readonly smoothed: Float64Array | null;
  /** True when `x`, `y` are all raw points of the range, none left out. */
  readonly complete: boolean;
  /** How many points the range holds, NaN and infinities included. */
  readonly points: number;
  /** Positions of NaN (y = NaN) and infinities in the range, at most one of a kind for a pixel column. */
  readonly nonFiniteX: Float64Array;
  readonly nonFiniteY: Float64Array;
  /** How many NaN and infinite points the range holds in all. */
  readonly nanCount: number;
  readonly infiniteCount: number;
}

export interface SeriesReply {
  readonly version: number;
  readonly series: readonly Series[];
  /** x of the first and last point over all series asked for, whatever the range; null when there is none. */
  readonly extent: readonly [number, number] | null;
}

export interface Problem {
  /** Absolute path of the journal file, 1-based line. */
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly runId: RunId | null;
}

/** Facts that a person states in the editor; appended to `journal/<writer>.jsonl` and projected at once. */
export type EditorFact =
  | { readonly type: 'run.renamed'; readonly runId: RunId; readonly name: string }
  | { readonly type: 'run.archived' | 'run.restored' | 'run.deleted'; readonly runId: RunId }
  | { readonly type: 'tags'; readonly runId: RunId; readonly values: Readonly<Record<string, string | null>> }
  | { readonly type: 'note'; readonly runId: RunId; readonly text: string }
  | { readonly type: 'metric.direction'; readonly key: string; readonly direction: MetricDirection };

export interface CatalogStatus {
  readonly state: 'reading' | 'ready' | 'unavailable';
  /** Journal bytes read and known of; equal when up to date. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly runs: number;
  readonly running: number;
  readonly problems: number;
  /** Why nothing can be shown, when unavailable. */
  readonly message: string | null;
}

export interface CatalogContract {
  /** First call: `folder` is the workspace folder that holds (or will hold) `.runstone`. Answers when the first rows can be asked for. */
  open: {
    params: { folder: string; wasmPath: string; writer: string; poll: 'auto' | 'always' };
    result: CatalogStatus;
  };
  status: { params: Record<string, never>; result: CatalogStatus };
  experiments: { params: { filter: RunFilter }; result: readonly ExperimentSummary[] };
  table: {
    params: {
      filter: RunFilter;
      sort: readonly SortKey[];
      columns: readonly ColumnId[];
      offset: number;
      limit: number;
    };
    result: TablePage;
  };
  columns: { params: { filter: RunFilter }; result: readonly ColumnInfo[] };
  run: { params: { runId: RunId }; result: RunDetail | null };
  series: { params: SeriesRequest; result: SeriesReply };
  problems: { params: { limit: number }; result: readonly Problem[] };
  /** Appends facts and answers when they are on disk and in the catalog. */
  record: { params: { facts: readonly EditorFact[] }; result: { version: number } };
  rebuild: { params: Record<string, never>; result: CatalogStatus };
  /** Writes catalog.db now, if something changed since it was last written. */
  save: { params: Record<string, never>; result: { written: boolean } };
  /** Saves and lets go of the files; the worker answers nothing after this. */
  close: { params: Record<string, never>; result: Record<string, never> };
}

/** What the worker says on its own. At most about ten `changed` a second. */
export type CatalogNotice =
  | {
      readonly notice: 'changed';
      readonly version: number;
      /** Runs with new facts or points; null when it is better to ask for everything again. */
      readonly runIds: readonly RunId[] | null;
      /** A param, metric, tag or system key was seen for the first time, or went away. */
      readonly columnsChanged: boolean;
    }
  | { readonly notice: 'status'; readonly status: CatalogStatus }
  | { readonly notice: 'log'; readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly message: string };

export function isCatalogNotice(message: unknown): message is CatalogNotice {
  return typeof message === 'object' && message !== null && 'notice' in message;
}

export const runIdSchema = z
  .string()
  .check(z.refine(isRunId, 'not a run id')) as unknown as z.ZodMiniType<RunId>;
export const columnIdSchema = z.object({ group: z.enum(columnGroups), key: z.string() });
export const runFilterSchema = z.object({
  text: z.optional(z.string()),
  experiment: z.optional(z.string()),
  runIds: z.optional(z.array(runIdSchema)),
  archived: z.enum(['without', 'only', 'with']),
});
export const sortKeySchema = z.object({ column: columnIdSchema, descending: z.boolean() });
export const tableParamsSchema = z.object({
  filter: runFilterSchema,
  sort: z.array(sortKeySchema).check(z.maxLength(8)),
  columns: z.array(columnIdSchema).check(z.maxLength(2000)),
  offset: z.int().check(z.nonnegative()),
  limit: z.int().check(z.nonnegative(), z.lte(10_000)),
});
export const seriesParamsSchema = z.object({
  keys: z.array(z.string()).check(z.maxLength(1000)),
  runIds: z.array(runIdSchema).check(z.maxLength(10_000)),
  x: z.enum(xAxes),
  range: z.nullable(z.tuple([z.number(), z.number()])),
  pixels: z.int().check(z.gte(1), z.lte(16_384)),
  smoothing: z.number().check(z.gte(0), z.lte(0.999)),
});
const editorFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run.renamed'), runId: runIdSchema, name: z.string().check(z.minLength(1)) }),
  z.object({ type: z.enum(['run.archived', 'run.restored', 'run.deleted']), runId: runIdSchema }),
  z.object({
    type: z.literal('tags'),
    runId: runIdSchema,
    values: z.record(z.string(), z.nullable(z.string())),
  }),
  z.object({ type: z.literal('note'), runId: runIdSchema, text: z.string() }),
  z.object({ type: z.literal('metric.direction'), key: z.string(), direction: z.enum(metricDirections) }),
]);
const nothing = z.object({});

const paramsSchemas: { readonly [M in keyof CatalogContract]: z.ZodMiniType<unknown> } = {
  open: z.object({
    folder: z.string(),
    wasmPath: z.string(),
    writer: z.string(),
    poll: z.enum(['auto', 'always']),
  }),
  status: nothing,
  experiments: z.object({ filter: runFilterSchema }),
  table: tableParamsSchema,
  columns: z.object({ filter: runFilterSchema }),
  run: z.object({ runId: runIdSchema }),
  series: seriesParamsSchema,
  problems: z.object({ limit: z.int().check(z.gte(1), z.lte(10_000)) }),
  record: z.object({ facts: z.array(editorFactSchema) }),
  rebuild: nothing,
  save: nothing,
  close: nothing,
};

type CatalogValidators = {
  readonly [M in keyof CatalogContract]: (value: unknown) => CatalogContract[M]['params'];
};

/** Validates what reaches the worker; throws with the path of what is wrong. */
export const catalogValidators = Object.fromEntries(
  Object.entries(paramsSchemas).map(([method, schema]) => [method, (value: unknown) => schema.parse(value)]),
) as unknown as CatalogValidators;

export type { ColumnGroup };
