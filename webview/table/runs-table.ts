import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RunId } from '../../src/domain/run.ts';
import type { SortKey } from '../../src/protocol/catalog.ts';
import { cssProps } from '../components/css-props.ts';
import { type Tick, tickBox, tickStyles } from '../components/tick-box.ts';
import { base } from '../styles/base.ts';
import { groupSpans, type TableColumn } from './column-layout.ts';
import { type ColumnIndex, moveColumn } from './columns.ts';
import { GridEvents } from './grid-events.ts';
import { clampFocus, type GridFocus } from './grid-keys.ts';
import { GridViewport, rowHeight } from './grid-viewport.ts';
import { ariaSort, headerCell, sortMark } from './header-cell.ts';
import { RowAnchor } from './row-anchor.ts';
import type { RowSource } from './row-source.ts';
import { runCell } from './run-cell.ts';
import { Scales } from './scales.ts';
import { runColumn } from './sorting.ts';
import { headerStyles, tableStyles } from './table-styles.ts';
import { valueCell } from './value-cell.ts';

/**
 * The runs table: an ARIA grid of which only what is in sight exists. Column 0 is the run's own, row -1 the
 * header. It asks nothing itself: the source knows the rows, the page hears what a person wants.
 */
export class RunsTable extends LitElement {
  static override readonly styles = [base, tableStyles, headerStyles, tickStyles];
  static override readonly properties = {
    source: { attribute: false },
    rowsVersion: { attribute: false },
    columns: { attribute: false },
    columnIndex: { attribute: false },
    runWidth: { attribute: false },
    sort: { attribute: false },
    looks: { attribute: false },
    nowMs: { attribute: false },
    focusAt: { state: true },
  };
  declare source: RowSource | undefined;
  /** Grows when the source has news. */
  declare rowsVersion: number;
  declare columns: readonly TableColumn[];
  declare columnIndex: ColumnIndex;
  declare runWidth: number;
  declare sort: readonly SortKey[];
  declare looks: ReadonlyMap<RunId, number>;
  declare nowMs: number;
  declare focusAt: GridFocus;

  readonly #viewport = new GridViewport(
    this,
    () => this.renderRoot?.querySelector<HTMLElement>('.scroll') ?? null,
  );
  readonly #scales = new Scales();
  readonly #topAnchor = new RowAnchor();
  readonly #focusAnchor = new RowAnchor();
  readonly #events = new GridEvents(this);
  #focusWanted = false;
  #scrollBy = 0;

  constructor() {
    super();
    this.rowsVersion = 0;
    this.columns = [];
    this.columnIndex = new Map();
    this.runWidth = 220;
    this.sort = [];
    this.looks = new Map();
    this.nowMs = Date.now();
    this.focusAt = { row: 0, column: 0 };
  }

  get total(): number {
    return this.source?.total ?? 0;
  }

  /** Moves the focus to a cell and shows it. */
  focusCell(to: GridFocus): void {
    this.focusAt = clampFocus(to, this.gridSize);
    this.#viewport.reveal(this.focusAt.row, this.focusAt.column);
    this.#focusWanted = true;
    this.requestUpdate();
  }

  get gridSize() {
    return { rows: this.total, columns: this.columns.length + 1, page: this.#viewport.pageRows };
  }

  cellElement({ row, column }: GridFocus): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
  }

  /** The shown columns after one has moved by a place; the same array when it cannot. */
  moved(name: string, by: -1 | 1, names: readonly string[]): readonly string[] {
    return moveColumn(names, name, by, this.columnIndex);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('rowsVersion') && this.source) {
      const shift = this.#topAnchor.shift(this.source);
      const { scrollTop } = this.renderRoot.querySelector('.scroll') ?? { scrollTop: 0 };
      // At the very top a person waits for what is new.
      if (scrollTop > 0) this.#scrollBy = shift * rowHeight;
      const focusShift = this.focusAt.row < 0 ? 0 : this.#focusAnchor.shift(this.source);
      if (focusShift !== 0) {
        this.#focusWanted = this.renderRoot.querySelector('.cell:focus') !== null;
        this.focusAt = { ...this.focusAt, row: this.focusAt.row + focusShift };
      }
    }
    const held = clampFocus(this.focusAt, this.gridSize);
    if (held.row !== this.focusAt.row || held.column !== this.focusAt.column) this.focusAt = held;
    this.#viewport.setShape({
      rows: this.total,
      columnWidths: this.columns.map((column) => column.width),
      runWidth: this.runWidth,
      keptRow: this.focusAt.row,
      keptColumn: this.focusAt.column - 1,
    });
  }

  protected override updated(): void {
    const { source } = this;
    if (this.#scrollBy !== 0) {
      const scroller = this.renderRoot.querySelector('.scroll');
      if (scroller) scroller.scrollTop += this.#scrollBy;
      this.#scrollBy = 0;
    }
    if (this.#focusWanted) {
      const cell = this.cellElement(this.focusAt);
      if (cell) {
        this.#focusWanted = false;
        cell.focus({ preventScroll: true });
      }
    }
    if (!source) return;
    const rows = this.#viewport.rows();
    const columns = this.#viewport.columns().flatMap(({ index }) => this.columns[index]?.id ?? []);
    source.see({ from: rows[0]?.index ?? 0, to: (rows.at(-1)?.index ?? -1) + 1, columns });
    this.#topAnchor.hold(source, this.#viewport.firstRow);
    this.#focusAnchor.hold(source, this.focusAt.row);
  }

  protected override render(): TemplateResult {
    const items = this.#viewport.rows();
    const { source } = this;
    if (source) {
      const known = items.flatMap(({ index }) => source.row(index) ?? []);
      const params = this.columns.filter(({ id }) => id.group === 'param').map(({ name }) => name);
      this.#scales.see(source, known, params);
    }
    return html`<div class="scroll">
      <div
        class="grid"
        role="grid"
        aria-label="Runs"
        aria-multiselectable="true"
        aria-rowcount=${this.total + 1}
        aria-colcount=${this.columns.length + 1}
        ${cssProps({
          width: `${this.#viewport.width}px`,
          height: `${this.#viewport.height}px`,
          '--run-width': `${this.runWidth}px`,
        })}
        @keydown=${this.#events.onKeyDown}
        @click=${this.#events.onClick}
        @dblclick=${this.#events.onDoubleClick}
        @contextmenu=${this.#events.onContextMenu}
        @pointerdown=${this.#events.onPointerDown}
        @focusin=${this.#events.onFocusIn}
        @copy=${this.#events.onCopy}
      >
        <div class="head" role="rowgroup">${this.#groupLine()} ${this.#nameLine()}</div>
        <div role="rowgroup">
          ${repeat(
            items,
            ({ index }) => index,
            ({ index, start }) => this.#row(index, start),
          )}
        </div>
      </div>
    </div>`;
  }

  #groupLine(): TemplateResult {
    return html`<div class="groups" aria-hidden="true">
      ${groupSpans(this.columns).map(
        ({ title, left, width }) =>
          html`<div class="group" ${cssProps({ left: `${this.runWidth + left}px`, width: `${width}px` })}>
            <span>${title}</span>
          </div>`,
      )}
      <div class="corner"></div>
    </div>`;
  }

  #nameLine(): TemplateResult {
    const runSort = this.sort.findIndex(
      (key) => key.column.key === 'name' && key.column.group === 'attribute',
    );
    const ticked: Tick = this.looks.size === 0 ? 'off' : this.looks.size < this.total ? 'some' : 'on';
    return html`<div class="names" role="row" aria-rowindex="1">
      <div
        class="cell run"
        role="columnheader"
        aria-colindex="1"
        aria-sort=${ariaSort(this.sort, runSort)}
        data-row="-1"
        data-column="0"
        tabindex=${this.#tabIndex(-1, 0)}
      >
        <span class="ticks" title=${ticked === 'off' ? 'Tick all listed runs' : 'Untick all runs'}>${tickBox(ticked)}</span>
        <span class="title">${runColumn.title}</span>${sortMark(this.sort, runSort)}
        <span class="grip" aria-hidden="true"></span>
      </div>
      ${repeat(
        this.#viewport.columns(),
        ({ index }) => index,
        ({ index, start }) => {
          const column = this.columns[index];
          if (!column) return nothing;
          const at = this.sort.findIndex(
            (key) => key.column.group === column.id.group && key.column.key === column.id.key,
          );
          return html`<div
          class="cell ${column.numeric ? 'number' : ''} ${opening(column, index)}"
          role="columnheader"
          aria-colindex=${index + 2}
          aria-sort=${ariaSort(this.sort, at)}
          data-row="-1"
          data-column=${index + 1}
          tabindex=${this.#tabIndex(-1, index + 1)}
          ${cssProps({ left: `${start}px`, width: `${column.width}px` })}
        >
          ${headerCell(column, this.sort)}
        </div>`;
        },
      )}
    </div>`;
  }

  #row(index: number, start: number): TemplateResult {
    const known = this.source?.row(index);
    const look = known ? this.looks.get(known.run.runId) : undefined;
    return html`<div
      class="row ${index % 2 ? 'odd' : ''}"
      role="row"
      aria-rowindex=${index + 2}
      aria-selected=${look !== undefined}
      ${cssProps({ top: `${start}px` })}
    >
      <div
        class="cell run"
        role="rowheader"
        aria-colindex="1"
        data-row=${index}
        data-column="0"
        tabindex=${this.#tabIndex(index, 0)}
      >
        ${known ? runCell(known.run, look) : html`<span class="bone"></span>`}
      </div>
      ${repeat(
        this.#viewport.columns(),
        // By column: an element that has the focus must not come to stand for another one.
        (item) => item.index,
        (item) => this.#cell(index, item.index, item.start),
      )}
    </div>`;
  }

  #cell(row: number, at: number, start: number): TemplateResult | typeof nothing {
    const column = this.columns[at];
    if (!column || !this.source) return nothing;
    const scale = this.#scales.of(this.source, column.name, column.info);
    const cell = valueCell(column, this.source.row(row)?.cells.get(column.name), scale, this.nowMs);
    return html`<div
      class="cell ${column.numeric ? 'number' : ''} ${cell.classes} ${opening(column, at)}"
      role="gridcell"
      aria-colindex=${at + 2}
      data-row=${row}
      data-column=${at + 1}
      tabindex=${this.#tabIndex(row, at + 1)}
      title=${cell.title || nothing}
      ${cssProps({ left: `${start}px`, width: `${column.width}px` })}
    >
      ${cell.content}
    </div>`;
  }

  #tabIndex(row: number, column: number): '0' | '-1' {
    return this.focusAt.row === row && this.focusAt.column === column ? '0' : '-1';
  }
}

/** A line stands left of each group but the first, which the run column already ends with one. */
function opening(column: TableColumn, at: number): string {
  return column.opensGroup && at > 0 ? 'opens' : '';
}
