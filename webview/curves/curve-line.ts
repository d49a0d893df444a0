import type { RunId } from '../../src/domain/run.ts';
import type { Series } from '../../src/protocol/catalog.ts';
import { type Look, lookOf } from '../looks/looks.ts';
import type { CurveRun } from './curve-run.ts';

/** One line of a chart: a series, the run it belongs to, and where it must not be joined. */
export interface CurveLine {
  readonly run: CurveRun;
  /** The run's name; with the writer where several processes wrote the metric. */
  readonly name: string;
  readonly look: Look;
  readonly series: Series;
  readonly x: Float64Array;
  /** What is read off: the smoothed values, or the raw ones when nothing is smoothed. Finite. */
  readonly y: Float64Array;
  /** The raw values behind smoothed ones, else null. */
  readonly raw: Float64Array | null;
  /** Ascending indices of points before which NaN or an infinity lies: the line begins anew there. */
  readonly gaps: Uint32Array;
}

/** In the order of the runs; series of runs that are no longer ticked are left out. */
export function linesOf(series: readonly Series[], runs: readonly CurveRun[]): CurveLine[] {
  const byRun = new Map<RunId, Series[]>();
  for (const one of series) {
    const ofRun = byRun.get(one.runId);
    if (ofRun) ofRun.push(one);
    else byRun.set(one.runId, [one]);
  }
  return runs.flatMap((run) => (byRun.get(run.runId) ?? []).map((one) => lineOf(one, run)));
}

function lineOf(series: Series, run: CurveRun): CurveLine {
  return {
    run,
    name: series.writer === null ? run.name : `${run.name} (${series.writer})`,
    look: lookOf(run.look),
    series,
    x: series.x,
    y: series.smoothed ?? series.y,
    raw: series.smoothed ? series.y : null,
    gaps: gapsOf(series.x, series.nonFiniteX),
  };
}

function gapsOf(x: Float64Array, nonFiniteX: Float64Array): Uint32Array {
  const gaps: number[] = [];
  let i = 0;
  for (const at of nonFiniteX) {
    while (i < x.length && (x[i] as number) <= at) i++;
    if (i >= x.length) break;
    if (i > 0 && gaps.at(-1) !== i) gaps.push(i);
  }
  return Uint32Array.from(gaps);
}
