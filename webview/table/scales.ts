import type { ColumnInfo } from '../../src/protocol/catalog.ts';
import { fractionDigits } from './cell-text.ts';
import type { KnownRow, RowSource } from './row-source.ts';
import type { ColumnScale } from './value-cell.ts';

/** Digits after the point that are given room; more are rare and would push the others apart. */
const mostGhost = 8;

/**
 * How the numbers of each column are written. The longest fraction of a param is remembered while the same runs
 * are listed, so that scrolling does not shift a column.
 */
export class Scales {
  readonly #fractions = new Map<string, number>();
  #epoch = -1;

  see(source: RowSource, rows: Iterable<KnownRow>, params: readonly string[]): void {
    if (source.epoch !== this.#epoch) this.#fractions.clear();
    this.#epoch = source.epoch;
    for (const { cells } of rows)
      for (const name of params) {
        const digits = Math.min(mostGhost, fractionDigits(cells.get(name) ?? null));
        if (digits > (this.#fractions.get(name) ?? 0)) this.#fractions.set(name, digits);
      }
  }

  of(source: RowSource, name: string, info: ColumnInfo): ColumnScale {
    const isMarked = info.group === 'metric' && info.direction !== 'none' && (source.total ?? 0) > 1;
    return {
      best: isMarked ? source.best(name) : null,
      decimals: source.decimals(name),
      mostFraction: this.#fractions.get(name) ?? 0,
    };
  }
}
