import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Heights in CSS pixels; the styles use the same ones. */
export const rowHeight = 22;
export const headHeight = 49;

export interface GridShape {
  readonly rows: number;
  readonly columnWidths: readonly number[];
  /** Width of the run column, which stays in sight. */
  readonly runWidth: number;
  /** Drawn even out of sight, since it has the focus. */
  readonly keptRow: number;
  readonly keptColumn: number;
}

type Axis = Virtualizer<HTMLElement, Element>;

/** Which rows and columns are in sight. The header and the run column stand before the first of them. */
export class GridViewport implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => HTMLElement | null;
  readonly #rows: Axis;
  readonly #columns: Axis;
  #shape: GridShape = { rows: 0, columnWidths: [], runWidth: 0, keptRow: -1, keptColumn: -1 };
  #unmount: (() => void)[] = [];

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null) {
    this.#host = host;
    this.#scroller = scroller;
    this.#rows = new Virtualizer(this.#rowOptions());
    this.#columns = new Virtualizer(this.#columnOptions());
    host.addController(this);
  }

  hostConnected(): void {
    this.#unmount = [this.#rows._didMount(), this.#columns._didMount()];
  }

  hostUpdated(): void {
    this.#rows._willUpdate();
    this.#columns._willUpdate();
  }

  hostDisconnected(): void {
    for (const unmount of this.#unmount) unmount();
  }

  setShape(shape: GridShape): void {
    const before = this.#shape;
    this.#shape = shape;
    this.#rows.setOptions(this.#rowOptions());
    this.#columns.setOptions(this.#columnOptions());
    const { columnWidths } = shape;
    const isSame =
      before.columnWidths.length === columnWidths.length &&
      before.columnWidths.every((width, at) => width === columnWidths[at]);
    if (!isSame || before.runWidth !== shape.runWidth) this.#columns.measure();
  }

  rows(): VirtualItem[] {
    return this.#rows.getVirtualItems();
  }

  columns(): VirtualItem[] {
    return this.#columns.getVirtualItems();
  }

  /** The first row that is wholly or partly below the header. */
  get firstRow(): number {
    return this.#rows.range?.startIndex ?? 0;
  }

  get height(): number {
    return headHeight + this.#shape.rows * rowHeight;
  }

  get width(): number {
    return this.#shape.runWidth + this.#shape.columnWidths.reduce((sum, width) => sum + width, 0);
  }

  /** Rows that fit below the header. */
  get pageRows(): number {
    const height = this.#scroller()?.clientHeight ?? 0;
    return Math.max(1, Math.floor((height - headHeight) / rowHeight) - 1);
  }

  /** Scrolls as little as it takes to show a cell whole; column 0 is the run's and always in sight. */
  reveal(row: number, column: number): void {
    const scroller = this.#scroller();
    if (!scroller) return;
    if (row >= 0) {
      const top = row * rowHeight;
      const room = scroller.clientHeight - headHeight - rowHeight;
      scroller.scrollTop = Math.max(Math.min(scroller.scrollTop, top), top - Math.max(0, room));
    }
    if (column > 0) {
      const { columnWidths, runWidth } = this.#shape;
      const left = columnWidths.slice(0, column - 1).reduce((sum, width) => sum + width, 0);
      const room = scroller.clientWidth - runWidth - (columnWidths[column - 1] ?? 0);
      scroller.scrollLeft = Math.max(Math.min(scroller.scrollLeft, left), left - Math.max(0, room));
    }
  }

  #rowOptions(): VirtualizerOptions<HTMLElement, Element> {
    return {
      ...this.#common(),
      count: this.#shape.rows,
      estimateSize: () => rowHeight,
      overscan: 6,
      paddingStart: headHeight,
      scrollPaddingStart: headHeight,
      rangeExtractor: (range) => withKept(range, this.#shape.keptRow),
    };
  }

  #columnOptions(): VirtualizerOptions<HTMLElement, Element> {
    return {
      ...this.#common(),
      horizontal: true,
      count: this.#shape.columnWidths.length,
      estimateSize: (index) => this.#shape.columnWidths[index] ?? 0,
      overscan: 2,
      paddingStart: this.#shape.runWidth,
      scrollPaddingStart: this.#shape.runWidth,
      rangeExtractor: (range) => withKept(range, this.#shape.keptColumn),
    };
  }

  #common() {
    return {
      getScrollElement: () => this.#scroller(),
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.#host.requestUpdate(),
    };
  }
}

function withKept(range: Range, kept: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (kept < 0 || kept >= range.count || indexes.includes(kept)) return indexes;
  return [...indexes, kept].sort((a, b) => a - b);
}
