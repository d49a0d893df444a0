import type { RowSource } from './row-source.ts';

/** Further than this a row is not followed: it has gone elsewhere, not been pushed down. */
const mostShift = 500;

/**
 * Keeps in mind which run stood in a row, so that a run that comes in above it moves neither what is read nor
 * what has the focus.
 */
export class RowAnchor {
  #runId: string | undefined;
  #row = 0;
  #epoch = -1;

  hold(source: RowSource, row: number): void {
    this.#runId = source.row(row)?.run.runId;
    this.#row = row;
    this.#epoch = source.epoch;
  }

  /** By how many rows that run has moved since. */
  shift(source: RowSource): number {
    if (this.#runId === undefined || source.epoch !== this.#epoch) return 0;
    if (source.row(this.#row)?.run.runId === this.#runId) return 0;
    const now = source.indexOf(this.#runId);
    if (now === undefined || Math.abs(now - this.#row) > mostShift) return 0;
    return now - this.#row;
  }
}
