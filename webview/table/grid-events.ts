import { exactText } from '../../src/domain/format.ts';
import type { RunSummary } from '../../src/protocol/catalog.ts';
import { tell } from '../components/events.ts';
import type { TableColumn } from './column-layout.ts';
import { type GridFocus, moveFocus } from './grid-keys.ts';
import { clampWidth, dragWidth } from './resize-drag.ts';
import type { RunsTable } from './runs-table.ts';
import { runColumn, toggleSort } from './sorting.ts';
import { columnMenu, runMenu } from './table-menus.ts';

/** By how much a key changes a column's width, in pixels. */
const keyResize = 8;

/** What keys and pointer mean in the table. */
export class GridEvents {
  readonly #table: RunsTable;

  constructor(table: RunsTable) {
    this.#table = table;
  }

  readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !placeOf(event)) return;
    if (this.#actOnKey(event)) {
      event.preventDefault();
      return;
    }
    if (event.altKey) return;
    const table = this.#table;
    const to = moveFocus(table.focusAt, event.key, event.ctrlKey || event.metaKey, table.gridSize);
    if (!to) return;
    event.preventDefault();
    table.focusCell(to);
  };

  readonly onFocusIn = (event: FocusEvent): void => {
    const place = placeOf(event);
    if (place) this.#table.focusAt = place;
  };

  readonly onClick = (event: MouseEvent): void => {
    const place = placeOf(event);
    if (!place || hit(event, '.grip')) return;
    if (place.row >= 0) {
      if (hit(event, '.tick')) this.#toggleTick(place.row);
    } else if (hit(event, '.ticks')) this.#toggleAll();
    else if (hit(event, '.more')) this.#openMenu(place, event.clientX, event.clientY);
    else this.#sortBy(place.column, event.shiftKey);
  };

  readonly onDoubleClick = (event: MouseEvent): void => {
    const place = placeOf(event);
    if (!place) return;
    if (hit(event, '.grip')) {
      tell(this.#table, 'width-asked', { name: this.#nameAt(place.column), width: null });
    } else if (place.row >= 0 && !hit(event, '.tick')) this.#open(place.row);
  };

  readonly onPointerDown = (event: PointerEvent): void => {
    const grip = hit(event, '.grip');
    const place = placeOf(event);
    if (grip && place && event.button === 0)
      dragWidth(event, grip, this.#nameAt(place.column), this.#widthAt(place.column));
  };

  readonly onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    const place = placeOf(event);
    if (!place) return;
    // From the keyboard it comes without a place of its own.
    if (event.button === 2 || event.ctrlKey) this.#openMenu(place, event.clientX, event.clientY);
  };

  readonly onCopy = (event: ClipboardEvent): void => {
    if (window.getSelection()?.isCollapsed !== false) event.preventDefault();
  };

  #actOnKey(event: KeyboardEvent): boolean {
    const { key, shiftKey, altKey } = event;
    const { row, column } = this.#table.focusAt;
    if (key === 'ContextMenu' || (shiftKey && key === 'F10')) {
      const box = this.#table.cellElement({ row, column })?.getBoundingClientRect();
      if (box) this.#openMenu({ row, column }, box.left + 8, box.bottom);
      return true;
    }
    if (key === '?') {
      tell(this.#table, 'keys-asked', { opener: this.#table.cellElement({ row, column }) });
      return true;
    }
    if (altKey && row < 0 && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      const width = clampWidth(this.#widthAt(column) + (key === 'ArrowLeft' ? -keyResize : keyResize));
      tell(this.#table, 'width-asked', { name: this.#nameAt(column), width });
      tell(this.#table, 'announced', `${width} pixels wide`);
      return true;
    }
    return row < 0 ? this.#headerKey(event, column) : this.#rowKey(event, row, column);
  }

  #headerKey({ key, shiftKey }: KeyboardEvent, column: number): boolean {
    if (key === ' ' && column === 0) this.#toggleAll();
    else if (key === ' ' || key === 'Enter') this.#sortBy(column, shiftKey);
    else return false;
    return true;
  }

  #rowKey({ key, ctrlKey, metaKey }: KeyboardEvent, row: number, column: number): boolean {
    const run = this.#runAt(row);
    if (key === ' ') this.#toggleTick(row);
    else if (key === 'Enter') this.#open(row);
    else if (key === 'F2' && run)
      tell(this.#table, 'command-asked', { command: 'renameRun', runId: run.runId });
    else if (key.toLowerCase() === 'c' && (ctrlKey || metaKey))
      tell(this.#table, 'copy-asked', this.#cellCopy(row, column));
    else return false;
    return true;
  }

  #open(row: number): void {
    const run = this.#runAt(row);
    if (run) tell(this.#table, 'command-asked', { command: 'openRun', runId: run.runId });
  }

  #toggleTick(row: number): void {
    const run = this.#runAt(row);
    if (!run) return;
    const selected = !this.#table.looks.has(run.runId);
    tell(this.#table, 'selection-asked', { runIds: [run.runId], selected });
  }

  #toggleAll(): void {
    tell(this.#table, 'select-all-asked', { selected: this.#table.looks.size === 0 });
  }

  #sortBy(column: number, add: boolean): void {
    const info = column === 0 ? runColumn.info : this.#columnAt(column)?.info;
    if (info) tell(this.#table, 'sort-asked', toggleSort(this.#table.sort, info, add));
  }

  #openMenu(place: GridFocus, x: number, y: number): void {
    const table = this.#table;
    const run = this.#runAt(place.row);
    const column = this.#columnAt(place.column);
    const names = table.columns.map(({ name }) => name);
    const opener = table.cellElement(place);
    if (place.row < 0 && column) {
      const items = columnMenu(table, column, table.sort, names, (by) => table.moved(column.name, by, names));
      tell(table, 'menu-asked', { label: column.title, x, y, opener, items });
    } else if (run) {
      const copy = this.#cellCopy(place.row, place.column);
      const items = runMenu(table, run, table.looks.has(run.runId), copy);
      tell(table, 'menu-asked', { label: run.name, x, y, opener, items });
    }
  }

  #cellCopy(row: number, column: number): { text: string; what: string } {
    const known = this.#table.source?.row(row);
    const shown = this.#columnAt(column);
    if (!known) return { text: '', what: 'nothing' };
    if (!shown) return { text: known.run.name, what: 'the name' };
    return { text: exactText(known.cells.get(shown.name) ?? null), what: shown.title };
  }

  #columnAt(column: number): TableColumn | undefined {
    return column > 0 ? this.#table.columns[column - 1] : undefined;
  }

  #nameAt(column: number): string {
    return this.#columnAt(column)?.name ?? runColumn.name;
  }

  #widthAt(column: number): number {
    return this.#columnAt(column)?.width ?? this.#table.runWidth;
  }

  #runAt(row: number): RunSummary | undefined {
    return this.#table.source?.row(row)?.run;
  }
}

function hit(event: Event, selector: string): HTMLElement | null {
  const [target] = event.composedPath();
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}

/** The cell that an event happened in. */
function placeOf(event: Event): GridFocus | undefined {
  const cell = hit(event, '[data-row]');
  if (!cell) return undefined;
  return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
}
