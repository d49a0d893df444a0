/**
 * Counts the changes that facts about a column depend on: those of its cells, and those that decide which runs pass a
 * filter. A training that logs changes the columns of its metrics and nothing else.
 */
export class ColumnChanges {
  readonly #cells = new Map<number, number>();
  #runs = 0;

  /** Other runs than before may pass a filter. */
  runsChanged(): void {
    this.#runs++;
  }

  cellsChanged(columnRef: number): void {
    this.#cells.set(columnRef, (this.#cells.get(columnRef) ?? 0) + 1);
  }

  /** Differs whenever a fact about the column may be another one. */
  versionOf(columnRef: number): string {
    return `${this.#runs} ${this.#cells.get(columnRef) ?? 0}`;
  }
}
