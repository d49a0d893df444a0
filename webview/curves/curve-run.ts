import type { RunId, RunStatus } from '../../src/domain/run.ts';

/** A ticked run as the charts need it. */
export interface CurveRun {
  readonly runId: RunId;
  readonly name: string;
  /** Index for `lookOf`. */
  readonly look: number;
  readonly status: RunStatus;
}
