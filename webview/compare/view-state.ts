import * as z from 'zod/mini';
import { sortKeySchema, xAxes } from '../../src/protocol/catalog.ts';

const started = { group: 'attribute', key: 'started' } as const;

/** Everything a person arranged. The editor keeps it over a reload; what does not fit is replaced by the default. */
const viewStateSchema = z.object({
  text: z.catch(z.string(), ''),
  archived: z.catch(z.boolean(), false),
  sort: z.catch(z.array(sortKeySchema).check(z.maxLength(8)), [{ column: started, descending: true }]),
  /** Names of the shown columns in their order; null until a person has chosen. */
  columns: z.catch(z.nullable(z.array(z.string())), null),
  widths: z.catch(z.record(z.string(), z.number().check(z.gte(32), z.lte(2000))), {}),
  /** Metrics that have a chart; null until a person has chosen. */
  charts: z.catch(z.nullable(z.array(z.string())), null),
  maximized: z.catch(z.nullable(z.string()), null),
  smoothing: z.catch(z.number().check(z.gte(0), z.lte(0.999)), 0),
  x: z.catch(z.enum(xAxes), 'step'),
  logY: z.catch(z.boolean(), false),
  zoom: z.catch(z.nullable(z.tuple([z.number(), z.number()])), null),
  /** Share of the height that the table takes. */
  split: z.catch(z.number().check(z.gte(0.1), z.lte(0.9)), 0.45),
});

export type ViewState = z.infer<typeof viewStateSchema>;

export function readViewState(kept: unknown): ViewState {
  const candidate = typeof kept === 'object' && kept !== null ? kept : {};
  const parsed = viewStateSchema.safeParse(candidate);
  return parsed.success ? parsed.data : viewStateSchema.parse({});
}
