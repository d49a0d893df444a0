import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { MetricDirection } from '../../src/domain/column.ts';
import { formatPlural } from '../../src/domain/format.ts';
import type { Series, XAxis } from '../../src/protocol/catalog.ts';
import { tell } from '../components/events.ts';
import { icon } from '../components/icon.ts';
import { base, toolButtons } from '../styles/base.ts';
import { curveCardStyles } from './curve-card-styles.ts';
import { type CurveLine, linesOf } from './curve-line.ts';
import type { CurveRun } from './curve-run.ts';
import { pointTableStyles, pointTableView } from './point-table-view.ts';
import type { SharedCursor } from './shared-cursor.ts';
import { oddText, summaryText } from './summary-text.ts';
import { type Range, xDomain, xText } from './x-axis.ts';
import { countBelowLog } from './y-domain.ts';

/** One metric: title, plot or table of points, and what has to be said about them. */
export class CurveCard extends LitElement {
  static override styles = [base, toolButtons, curveCardStyles, pointTableStyles];
  static override properties = {
    metric: {},
    series: { attribute: false },
    runs: { attribute: false },
    axis: {},
    extent: { attribute: false },
    zoom: { attribute: false },
    isLog: { type: Boolean },
    smoothing: { type: Number },
    direction: {},
    cursor: { attribute: false },
    isSeen: { type: Boolean },
    isMaximized: { type: Boolean },
    isTable: { state: true },
  };
  declare metric: string;
  /** undefined until the first answer. */
  declare series: readonly Series[] | undefined;
  declare runs: readonly CurveRun[];
  declare axis: XAxis;
  declare extent: Range | null;
  declare zoom: Range | null;
  declare isLog: boolean;
  declare smoothing: number;
  declare direction: MetricDirection;
  declare cursor: SharedCursor;
  /** Only what is in sight is drawn. */
  declare isSeen: boolean;
  declare isMaximized: boolean;
  declare isTable: boolean;

  #lines: readonly CurveLine[] = [];
  #range: Range = [0, 1];

  constructor() {
    super();
    this.isTable = false;
    this.isSeen = false;
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('series') || changed.has('runs')) this.#lines = linesOf(this.series ?? [], this.runs);
    const [from, to] = xDomain(this.axis, this.extent, this.zoom);
    // The same range stays the same object: the plot draws again only when it is another.
    if (from !== this.#range[0] || to !== this.#range[1]) this.#range = [from, to];
  }

  override render() {
    const odd = oddText(this.#lines);
    return html`<div class="title">
        <h3 class="clip" title=${this.metric}>${this.metric}</h3>
        <span class="sub clip quiet">${this.#subtitle()}</span>
        ${odd ? html`<span class="odd" title="Marked in rows of their own at the axis">${odd}</span>` : nothing}
        <span class="tools">${this.#tools()}</span>
      </div>
      <div class="body">${this.isSeen ? this.#body() : nothing}</div>
      ${this.isSeen ? this.#notes() : nothing}`;
  }

  #subtitle(): string {
    if (this.#lines.length === 0) return '';
    const points = this.#lines.reduce((sum, line) => sum + line.series.points, 0);
    const isSmoothed = this.#lines.some((line) => line.raw);
    return `${isSmoothed ? 'raw behind smoothed, ' : ''}${formatPlural(points, 'point')}`;
  }

  #tools() {
    const tableTitle = this.isTable ? 'Show as Chart' : 'Show as Table';
    const sizeTitle = this.isMaximized ? 'Restore' : 'Maximize';
    return html`<button
        class="tool"
        title=${tableTitle}
        aria-label=${`${this.metric}: Show as Table`}
        aria-pressed=${this.isTable}
        @click=${() => {
          this.isTable = !this.isTable;
        }}
      >
        ${icon('table')}</button
      ><button
        class="tool"
        title=${sizeTitle}
        aria-label=${`${this.metric}: ${sizeTitle}`}
        @click=${() => tell(this, 'view-asked', { maximized: this.isMaximized ? null : this.metric })}
      >
        ${icon(this.isMaximized ? 'screen-normal' : 'screen-full')}</button
      ><button
        class="tool"
        title="More Actions..."
        aria-label=${`${this.metric}: More Actions`}
        aria-haspopup="menu"
        @click=${this.#openMenu}
      >
        ${icon('ellipsis')}
      </button>`;
  }

  #body() {
    if (!this.series) return html`<div class="state quiet">Reading points...</div>`;
    if (this.#lines.length === 0)
      return html`<div class="state quiet">None of the ticked runs has ${this.metric}.</div>`;
    if (this.zoom && this.#lines.every(isOutOfView)) return this.#nothingInView();
    if (this.isTable) return pointTableView(this.metric, this.#lines, this.axis, this.#range);
    return html`<runstone-curve-plot
      .metric=${this.metric}
      .lines=${this.#lines}
      .axis=${this.axis}
      .xRange=${this.#range}
      .extent=${this.extent}
      .isLog=${this.isLog}
      .smoothing=${this.smoothing}
      .cursor=${this.cursor}
      .summary=${summaryText(this.metric, this.#lines, this.axis, this.#range, this.direction)}
    ></runstone-curve-plot>`;
  }

  #nothingInView() {
    const [from, to] = this.#range.map((end) => xText(this.axis, end));
    return html`<div class="state quiet">
      <span>No point from ${from} to ${to}.</span>
      <button class="link" @click=${() => tell(this, 'view-asked', { zoom: null })}>Show Everything</button>
    </div>`;
  }

  #notes() {
    const below = this.isLog && !this.isTable ? countBelowLog(this.#lines, this.#range) : 0;
    if (below === 0) return nothing;
    const atLeast = this.#lines.some((line) => !line.series.complete) ? 'At least ' : '';
    const verb = below === 1 ? 'is' : 'are';
    return html`<p class="notes">
      ${icon('warning')}${atLeast}${formatPlural(below, 'point')} at or below 0 ${verb} not on a log axis
    </p>`;
  }

  #openMenu(event: Event): void {
    const opener = event.currentTarget as HTMLElement;
    const { left, bottom } = opener.getBoundingClientRect();
    tell(this, 'menu-asked', {
      label: this.metric,
      x: left,
      y: bottom + 2,
      opener,
      items: [
        {
          label: 'Log y (All Charts)',
          checked: this.isLog,
          run: () => tell(this, 'view-asked', { logY: !this.isLog }),
        },
        { label: 'Copy as CSV', starts: true, run: () => this.#ask('csv-asked') },
        { label: 'Remove Chart', starts: true, run: () => this.#ask('remove-asked') },
      ],
    });
  }

  /** What only the pane around can do. */
  #ask(type: 'csv-asked' | 'remove-asked'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

/** A line with two neighbours of the range may still cross it. */
function isOutOfView({ x, series }: CurveLine): boolean {
  return series.points === 0 && x.length < 2;
}
