/** Where the grid's focus is: row -1 is the header, column 0 the run's own. */
export interface GridFocus {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  /** With the run's own column. */
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

export function clampFocus(focus: GridFocus, size: GridSize): GridFocus {
  return { row: clamp(focus.row, -1, size.rows - 1), column: clamp(focus.column, 0, size.columns - 1) };
}

/** The cell that a key leads to, as the ARIA grid pattern has it; undefined when the key means nothing here. */
export function moveFocus(
  from: GridFocus,
  key: string,
  withControl: boolean,
  size: GridSize,
): GridFocus | undefined {
  const { row, column } = from;
  const to = (nextRow: number, nextColumn: number) => clampFocus({ row: nextRow, column: nextColumn }, size);
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  switch (key) {
    case 'ArrowUp':
      return withControl ? to(-1, column) : to(row - 1, column);
    case 'ArrowDown':
      return withControl ? to(lastRow, column) : to(row + 1, column);
    case 'ArrowLeft':
      return withControl ? to(row, 0) : to(row, column - 1);
    case 'ArrowRight':
      return withControl ? to(row, lastColumn) : to(row, column + 1);
    case 'Home':
      return withControl ? to(0, 0) : to(row, 0);
    case 'End':
      return withControl ? to(lastRow, lastColumn) : to(row, lastColumn);
    case 'PageUp':
      return to(Math.max(row - size.page, Math.min(row, 0)), column);
    case 'PageDown':
      return to(row + size.page, column);
    default:
      return undefined;
  }
}
