import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { columnName, type MetricDirection } from '../../src/domain/column.ts';
import { formatPlural } from '../../src/domain/format.ts';
import type { SeriesRequest } from '../../src/protocol/catalog.ts';
import type { ViewState } from '../compare/view-state.ts';
import { tell } from '../components/events.ts';
import { base } from '../styles/base.ts';
import type { ColumnIndex } from '../table/columns.ts';
import { CardsInSight } from './cards-in-sight.ts';
import type { CurveCard } from './curve-card.ts';
import type { CurveRun } from './curve-run.ts';
import { curvesStyles } from './curves-styles.ts';
import { pointCsv } from './point-table.ts';
import type { SeriesPort } from './series-port.ts';
import { pixelsFor } from './series-request.ts';
import { SeriesSource } from './series-source.ts';
import { SharedCursor } from './shared-cursor.ts';
import { xDomain } from './x-axis.ts';

/** The most pixel columns that a question may name: nearly always it means every point. */
const csvPixels = 16_384;

/**
 * The learning curves of the ticked runs: a chart for each metric, with one cursor and one zoom. Holds no
 * arrangement of its own: it asks for changes with `view-asked` and draws what comes back in `view`.
 */
export class Curves extends LitElement {
  static override styles = [base, curvesStyles];
  static override properties = {
    host: { attribute: false },
    runs: { attribute: false },
    columns: { attribute: false },
    view: { attribute: false },
    charts: { attribute: false },
    version: { type: Number },
  };
  declare host: SeriesPort;
  /** The ticked runs. */
  declare runs: readonly CurveRun[];
  declare columns: ColumnIndex;
  declare view: ViewState;
  /** Keys of the metrics to draw. */
  declare charts: readonly string[];
  /** Grows when series of the ticked runs changed. */
  declare version: number;

  readonly #cursor = new SharedCursor();
  readonly #sight = new CardsInSight(() => this.requestUpdate());
  #source = this.#newSource();
  #metrics: readonly string[] = [];

  constructor() {
    super();
    this.runs = [];
    this.columns = new Map();
    this.charts = [];
    this.version = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#source = this.#newSource();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#source.dispose();
    this.#sight.clear();
  }

  #newSource(): SeriesSource {
    return new SeriesSource(
      () => this.host,
      () => this.requestUpdate(),
    );
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('columns')) this.#metrics = metricKeys(this.columns);
  }

  override updated(changed: PropertyValues): void {
    if (!this.view) return;
    this.#sight.follow(this.renderRoot.querySelectorAll<CurveCard>('runstone-curve-card'));
    const request = this.#request();
    if (request) this.#source.want(request);
    if (changed.has('version') && changed.get('version') !== undefined) this.#source.refresh();
  }

  override render() {
    if (!this.view) return nothing;
    return html`<div class="head"><h2>Curves</h2></div>
      <runstone-curves-toolbar
        .view=${this.view}
        .charts=${this.charts}
        .metrics=${this.#metrics}
      ></runstone-curves-toolbar>
      ${this.#failure()} ${this.#content()}`;
  }

  #failure() {
    const { failure } = this.#source;
    if (failure === null) return nothing;
    return html`<div class="failure" role="alert">
      <span class="grow">The curves could not be read: ${failure}</span>
      <button @click=${() => this.#source.retry()}>Retry</button>
    </div>`;
  }

  #content() {
    const state = this.#state();
    if (state) return html`<div class="state quiet">${state}</div>`;
    const { maximized } = this.view;
    const isMaximized = maximized !== null && this.charts.includes(maximized);
    const charts = isMaximized ? [maximized] : this.charts;
    return html`<div class="cards scroll">
      <div class="grid ${charts.length > 12 ? 'many' : ''}">
        ${repeat(
          charts,
          (key) => key,
          (key) => this.#card(key, isMaximized),
        )}
      </div>
    </div>`;
  }

  /** Why there is no chart, and what to do. */
  #state(): string | undefined {
    if (this.runs.length === 0) return 'Tick runs in the table to draw their curves.';
    if (this.#metrics.length === 0) return 'The ticked runs have no metrics yet.';
    if (this.charts.length === 0)
      return `No chart is chosen. Add one of ${formatPlural(this.#metrics.length, 'metric')} with + Metric.`;
    return undefined;
  }

  #card(key: string, isMaximized: boolean) {
    const { shown } = this.#source;
    const { view } = this;
    return html`<runstone-curve-card
      role="group"
      aria-label=${key}
      .metric=${key}
      .series=${shown.byKey.get(key)}
      .runs=${this.runs}
      .axis=${shown.axis}
      .extent=${shown.extent}
      .zoom=${shown.axis === view.x ? view.zoom : null}
      .isLog=${view.logY}
      .smoothing=${view.smoothing}
      .direction=${this.#direction(key)}
      .cursor=${this.#cursor}
      .isSeen=${this.#sight.has(key)}
      .isMaximized=${isMaximized}
      @csv-asked=${() => void this.#copyCsv(key)}
      @remove-asked=${() => this.#remove(key)}
    ></runstone-curve-card>`;
  }

  #direction(key: string): MetricDirection {
    return this.columns.get(columnName({ group: 'metric', key }))?.direction ?? 'none';
  }

  #remove(key: string): void {
    tell(this, 'view-asked', { charts: this.charts.filter((chart) => chart !== key), maximized: null });
  }

  #request(): SeriesRequest | undefined {
    const keys = this.charts.filter((key) => this.#sight.has(key));
    if (keys.length === 0 || this.runs.length === 0) return undefined;
    const { x, zoom, smoothing } = this.view;
    return {
      keys,
      runIds: this.runs.map((run) => run.runId),
      x,
      range: zoom,
      pixels: pixelsFor(this.#sight.width, devicePixelRatio, keys.length * this.runs.length),
      smoothing,
    };
  }

  async #copyCsv(key: string): Promise<void> {
    const { x, zoom } = this.view;
    const runIds = this.runs.map((run) => run.runId);
    try {
      const request = { keys: [key], runIds, x, range: zoom, pixels: csvPixels, smoothing: 0 };
      const { series, extent } = await this.host.ask('series', request);
      const text = pointCsv(key, x, series, this.runs, xDomain(x, extent, zoom));
      const isWhole = series.every((one) => one.complete);
      tell(this, 'copy-asked', {
        text,
        what: `${isWhole ? 'points' : 'first, lowest, highest and last points'} of ${key}`,
      });
    } catch (error) {
      tell(this, 'announced', `The points of ${key} could not be read: ${String(error)}`);
    }
  }
}

function metricKeys(columns: ColumnIndex): string[] {
  return [...columns.values()]
    .filter((column) => column.group === 'metric' && column.type === 'number')
    .map((column) => column.key)
    .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
}
