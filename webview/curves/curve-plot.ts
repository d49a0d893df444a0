import { html, LitElement, type PropertyValues } from 'lit';
import { type Disposable, DisposableStore } from '../../src/base/disposable.ts';
import type { XAxis } from '../../src/protocol/catalog.ts';
import { tell } from '../components/events.ts';
import { base } from '../styles/base.ts';
import { onThemeChange } from '../styles/theme.ts';
import { type CursorMove, cursorTarget } from './cursor-moves.ts';
import { CurveChart } from './curve-chart.ts';
import type { CurveLine } from './curve-line.ts';
import { curvePlotStyles } from './curve-plot-styles.ts';
import { drawCursor, drawSelection } from './draw-cursor.ts';
import { HoverBox } from './hover-box.ts';
import { cursorText } from './hover-list.ts';
import { PlotGestures } from './plot-gestures.ts';
import { type PlotKeyAction, plotKeyAction, plotKeyHelp } from './plot-keys.ts';
import type { Projection } from './projection.ts';
import { type Reading, readAt, snap } from './reading.ts';
import type { SharedCursor } from './shared-cursor.ts';
import { type Range, xText } from './x-axis.ts';
import { panBy, zoomAround } from './zoom.ts';

/**
 * The plot of one metric: a chart below, and above it a second canvas for what follows the pointer, so that a
 * moving cursor never draws the lines again. Asks the page for another zoom with `view-asked`.
 */
export class CurvePlot extends LitElement {
  static override styles = [base, curvePlotStyles];
  static override properties = {
    metric: {},
    lines: { attribute: false },
    axis: {},
    xRange: { attribute: false },
    extent: { attribute: false },
    isLog: { type: Boolean },
    smoothing: { type: Number },
    summary: {},
    cursor: { attribute: false },
  };
  declare metric: string;
  declare lines: readonly CurveLine[];
  declare axis: XAxis;
  declare xRange: Range;
  declare extent: Range | null;
  declare isLog: boolean;
  declare smoothing: number;
  declare summary: string;
  declare cursor: SharedCursor;

  #chart: CurveChart | undefined;
  #gestures: PlotGestures | undefined;
  #hoverBox: HoverBox | undefined;
  #owned = new DisposableStore();
  #cursorListener: Disposable | undefined;
  #pointerY: number | null = null;
  #band: Range | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#owned.dispose();
    this.#cursorListener?.dispose();
    this.#cursorListener = undefined;
    this.#chart = undefined;
  }

  override firstUpdated(): void {
    this.#start();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('cursor')) this.#followCursor();
    if (['lines', 'axis', 'xRange', 'isLog'].some((name) => changed.has(name))) this.#draw();
  }

  override render() {
    return html`<div class="plot">
        <canvas
          class="lines"
          role="img"
          tabindex="0"
          aria-label=${this.summary}
          aria-description=${plotKeyHelp}
          @keydown=${this.#onKey}
          @blur=${this.#leave}
        ></canvas>
        <canvas class="over" aria-hidden="true"></canvas>
      </div>
      <div class="hover" popover="manual" aria-hidden="true"></div>`;
  }

  #part<E extends HTMLElement>(selector: string): E {
    return this.renderRoot.querySelector(selector) as E;
  }

  #start(): void {
    this.#owned = new DisposableStore();
    const plot = this.#part('.plot');
    this.#chart = this.#owned.add(new CurveChart(this.#part<HTMLCanvasElement>('.lines')));
    this.#gestures = this.#owned.add(
      new PlotGestures(plot, {
        projection: () => this.#projection,
        extent: () => this.extent,
        hover: (pixel) => this.#hover(pixel),
        select: (band) => this.#select(band),
        zoom: (range) => this.#askZoom(range),
      }),
    );
    this.#hoverBox = new HoverBox(this.#part('.hover'));
    this.#owned.add(onThemeChange(() => this.#draw()));
    const resized = new ResizeObserver(() => this.#resize());
    resized.observe(plot);
    this.#owned.add({ dispose: () => resized.disconnect() });
    this.#followCursor();
    this.#resize();
    this.#draw();
  }

  #followCursor(): void {
    this.#cursorListener?.dispose();
    this.#cursorListener = this.cursor.onChange(() => this.#paintOver());
  }

  get #projection(): Projection | undefined {
    return this.lines.length > 0 ? this.#chart?.projection : undefined;
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#part('.plot');
    if (width === 0 || height === 0) return;
    const over = this.#part<HTMLCanvasElement>('.over');
    over.width = Math.round(width * devicePixelRatio);
    over.height = Math.round(height * devicePixelRatio);
    over.style.width = `${width}px`;
    over.style.height = `${height}px`;
    this.#chart?.resize(width, height);
    this.#paintOver();
  }

  #draw(): void {
    this.#chart?.draw({ lines: this.lines, axis: this.axis, xRange: this.xRange, isLog: this.isLog });
    this.#paintOver();
  }

  #paintOver(): void {
    const over = this.#part<HTMLCanvasElement>('.over');
    const context = over.getContext('2d');
    const chart = this.#chart;
    if (!context || !chart) return;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, over.width, over.height);
    const plot = this.#projection;
    const place = this.cursor.place;
    if (plot && this.#band) drawSelection(context, ...this.#band, plot, chart.palette);
    const isInView = plot && place && place.x >= this.xRange[0] && place.x <= this.xRange[1];
    if (!isInView) {
      this.#hoverBox?.hide();
      return;
    }
    const readings = readAt(this.lines, place.x, this.#pixels(plot, 3));
    drawCursor(
      context,
      { x: place.x, text: xText(this.axis, place.x), ticks: chart.xTicks, readings },
      plot,
      this.isLog,
      chart.palette,
    );
    if (place.key === this.metric && readings.length > 0) this.#showHover(plot, place.x, readings);
    else this.#hoverBox?.hide();
  }

  /** So many pixels in units of x. */
  #pixels({ area, xRange }: Projection, count: number): number {
    return (count * (xRange[1] - xRange[0])) / Math.max(1, area.right - area.left);
  }

  #showHover(plot: Projection, x: number, readings: readonly Reading[]): void {
    const box = this.#part('.plot').getBoundingClientRect();
    const content = {
      x,
      axis: this.axis,
      readings,
      nearest: this.#nearest(plot, readings),
      smoothing: this.lines.some((line) => line.raw) ? this.smoothing : 0,
      samePlace: this.#pixels(plot, 1),
    };
    this.#hoverBox?.show(content, box.left + plot.x(x), box.top + (this.#pointerY ?? box.height / 3));
  }

  #nearest(plot: Projection, readings: readonly Reading[]): CurveLine | undefined {
    const y = this.#pointerY;
    if (y === null) return undefined;
    const distance = (reading: Reading) => Math.abs(plot.y(reading.value) - y);
    const finite = readings.filter((reading) => Number.isFinite(distance(reading)));
    return finite.sort((a, b) => distance(a) - distance(b))[0]?.line;
  }

  #hover(pixel: { readonly x: number; readonly y: number } | null): void {
    const plot = this.#projection;
    const isInside =
      plot && pixel && pixel.x >= plot.area.left - 6 && pixel.x <= plot.area.right + 6 && pixel.y >= 0;
    const place = isInside ? snap(this.lines, plot.xAt(pixel.x), this.xRange) : undefined;
    this.#pointerY = pixel?.y ?? null;
    if (place === undefined) this.#leave();
    else if (this.cursor.place?.x === place && this.cursor.place.key === this.metric) this.#paintOver();
    else this.cursor.moveTo({ x: place, key: this.metric });
  }

  #leave(): void {
    if (this.cursor.place?.key === this.metric) this.cursor.moveTo(null);
  }

  #select(band: Range | null): void {
    this.#band = band;
    this.#paintOver();
  }

  #onKey(event: KeyboardEvent): void {
    const action = plotKeyAction(event);
    if (!action) return;
    if (action.kind === 'leave' && !this.cursor.place && !this.#gestures?.isDragging) return;
    event.preventDefault();
    event.stopPropagation();
    this.#act(action);
  }

  #askZoom(range: Range | null): void {
    tell(this, 'view-asked', { zoom: range ? [range[0], range[1]] : null });
  }

  /** By key: what a person who does not see the chart would miss is said. */
  #askZoomAloud(range: Range | null): void {
    this.#askZoom(range);
    const ends = range?.map((end) => xText(this.axis, end));
    tell(this, 'announced', ends ? `Shows ${ends[0]} to ${ends[1]}` : 'Shows everything');
  }

  #act(action: PlotKeyAction): void {
    const extent = this.extent;
    const [from, to] = this.xRange;
    const at = this.cursor.place?.x;
    if (action.kind === 'leave') {
      this.#gestures?.cancel();
      this.cursor.moveTo(null);
    } else if (action.kind === 'reset') this.#askZoomAloud(null);
    else if (!extent) return;
    else if (action.kind === 'pan') this.#askZoomAloud(panBy(this.xRange, action.share, extent));
    else if (action.kind === 'zoom') {
      const center = at !== undefined && at >= from && at <= to ? at : (from + to) / 2;
      this.#askZoomAloud(zoomAround(this.xRange, action.factor, center, extent));
    } else this.#moveCursor(action);
  }

  #moveCursor(move: CursorMove): void {
    const plot = this.#projection;
    const place = cursorTarget(move, this.lines, this.xRange, this.cursor.place?.x);
    if (place === undefined || !plot) return;
    this.#pointerY = null;
    this.cursor.moveTo({ x: place, key: this.metric });
    const readings = readAt(this.lines, place, this.#pixels(plot, 3));
    tell(this, 'announced', cursorText(this.axis, place, readings));
  }
}
