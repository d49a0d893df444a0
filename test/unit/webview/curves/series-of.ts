import type { RunId } from '../../../../src/domain/run.ts';
import type { Series } from '../../../../src/protocol/catalog.ts';
import { type CurveLine, linesOf } from '../../../../webview/curves/curve-line.ts';

/** A series as the catalog answers it, from its raw points in order. */
export function seriesOf(
  points: readonly (readonly [number, number])[],
  {
    runId = 'a',
    key = 'loss',
    writer = null,
    smoothed = null,
  }: Partial<Record<'runId' | 'key', string>> & {
    writer?: string | null;
    smoothed?: readonly number[] | null;
  } = {},
): Series {
  const finite = points.filter(([, y]) => Number.isFinite(y));
  const odd = points.filter(([, y]) => !Number.isFinite(y));
  const nanCount = odd.filter(([, y]) => Number.isNaN(y)).length;
  return {
    runId: runId as RunId,
    key,
    writer,
    x: Float64Array.from(finite, ([x]) => x),
    y: Float64Array.from(finite, ([, y]) => y),
    smoothed: smoothed && Float64Array.from(smoothed),
    complete: true,
    points: points.length,
    nonFiniteX: Float64Array.from(odd, ([x]) => x),
    nonFiniteY: Float64Array.from(odd, ([, y]) => y),
    nanCount,
    infiniteCount: odd.length - nanCount,
  };
}

export function linesFrom(...series: readonly Series[]): CurveLine[] {
  const runIds = [...new Set(series.map((one) => one.runId))];
  return linesOf(
    series,
    runIds.map((runId, look) => ({ runId, name: `run ${runId}`, look, status: 'finished' })),
  );
}
