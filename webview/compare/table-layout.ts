import { measureText } from '../components/measure-text.ts';
import { layoutColumns, type TableColumn } from '../table/column-layout.ts';
import { shortReason } from '../table/run-cell.ts';
import { runColumn } from '../table/sorting.ts';
import type { CompareSession } from './session.ts';

/** Tick, look, gaps and state beside the name, in pixels. */
const besideName = 112;
const narrowestRun = 180;
const widestRun = 300;
/** On a narrow page the run column leaves room for the others. */
const runShare = 0.36;

/**
 * Widths of the table's columns. Each is found once and then kept while the column is shown, so that the table
 * does not tremble as values come in; what a person set stands above it.
 */
export class TableLayout {
  #found: Readonly<Record<string, number>> = {};
  #runWidth = narrowestRun;
  #columns: readonly TableColumn[] = [];
  #key = '';

  columns(session: CompareSession): readonly TableColumn[] {
    const { columns, source, view } = session;
    if (!columns) return [];
    const names = session.shownColumns();
    const laid = layoutColumns(
      names,
      columns,
      { ...this.#found, ...view.widths },
      (name) => source.decimals(name),
      measureText,
    );
    const found: Record<string, number> = {};
    for (const { name, width } of laid)
      if (view.widths[name] === undefined && source.hasScale(name)) found[name] = width;
    this.#found = found;
    const key = JSON.stringify(laid);
    // The same array for the same columns: the table compares it by identity.
    if (key !== this.#key) this.#columns = laid;
    this.#key = key;
    return this.#columns;
  }

  runWidth(session: CompareSession): number {
    const set = session.view.widths[runColumn.name];
    if (set !== undefined) return set;
    for (const { run } of session.source.leading(50)) {
      const reason = shortReason(run);
      const width = besideName + measureText(run.name) + (reason ? measureText(reason) + 6 : 0);
      this.#runWidth = Math.min(widestRun, Math.max(this.#runWidth, Math.ceil(width)));
    }
    return Math.max(150, Math.min(this.#runWidth, Math.round(window.innerWidth * runShare)));
  }
}
