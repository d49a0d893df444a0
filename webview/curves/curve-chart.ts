import { Chart, type ChartOptions, LinearScale, LogarithmicScale, type Plugin, type Scale } from 'chart.js';
import type { Disposable } from '../../src/base/disposable.ts';
import type { XAxis } from '../../src/protocol/catalog.ts';
import type { CurveLine } from './curve-line.ts';
import { drawEnds, marginFor } from './draw-labels.ts';
import { drawLines } from './draw-lines.ts';
import { drawOddPoints } from './draw-odd-points.ts';
import { labelPixels, type Palette, readPalette } from './palette.ts';
import { type Projection, projection } from './projection.ts';
import { linearTicks, logTicks, type Tick } from './ticks.ts';
import { type Range, xTicks } from './x-axis.ts';
import { drawnRange, oddRowsOf, type YDomain, yDomain } from './y-domain.ts';

Chart.register(LinearScale, LogarithmicScale);

export interface ChartContent {
  readonly lines: readonly CurveLine[];
  readonly axis: XAxis;
  readonly xRange: Range;
  readonly isLog: boolean;
}

/** Width that a label of the x axis takes with some air, in CSS pixels. */
const tickRoom: Readonly<Record<XAxis, number>> = { step: 64, wall: 76, relative: 76 };

/** Heights that chart.js gives to what is around the plot, near enough to plan the rows of NaN. */
const aroundPlot = 36;

/**
 * A chart of chart.js: it lays out scales, ticks and grid. The lines are painted from their typed arrays by a
 * plugin, because its own line element makes one object for each point: too slow for live curves of many runs.
 */
export class CurveChart implements Disposable {
  readonly #chart: Chart;
  #content: ChartContent = { lines: [], axis: 'step', xRange: [0, 1], isLog: false };
  #palette: Palette = readPalette();
  #domain: YDomain = { data: [0, 1], scale: [0, 1] };
  #margin = 12;

  constructor(canvas: HTMLCanvasElement) {
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: this.#options(),
      plugins: [this.#painter()],
    });
  }

  /** @param width In CSS pixels, as `height`. */
  resize(width: number, height: number): void {
    this.#chart.options.devicePixelRatio = window.devicePixelRatio;
    this.#chart.resize(width, height);
    this.draw(this.#content);
  }

  draw(content: ChartContent): void {
    this.#content = content;
    this.#palette = readPalette();
    const { lines, xRange, isLog } = content;
    const { width, height } = this.#chart;
    this.#margin = marginFor(lines, xRange, width, this.#palette, this.#chart.ctx);
    this.#domain = yDomain(drawnRange(lines, xRange, isLog), oddRowsOf(lines), isLog, height - aroundPlot);
    this.#chart.options = this.#options();
    this.#chart.update('none');
  }

  get projection(): Projection {
    return this.#project(this.#chart);
  }

  #project({ chartArea }: Chart): Projection {
    const { left, right, top, bottom } = chartArea;
    return projection(
      { left, right, top, bottom },
      this.#content.xRange,
      this.#domain.scale,
      this.#content.isLog,
    );
  }

  /** The labels under the plot. */
  get xTicks(): readonly Tick[] {
    const ticks = this.#chart.scales['x']?.ticks ?? [];
    return ticks.map(({ value, label }) => ({ value, label: String(label ?? '') }));
  }

  get palette(): Palette {
    return this.#palette;
  }

  dispose(): void {
    this.#chart.destroy();
  }

  #options(): ChartOptions<'line'> {
    const { axis, xRange, isLog } = this.#content;
    const { scale, data } = this.#domain;
    const { quiet, grid, axis: axisColor, fontFamily } = this.#palette;
    const font = { size: labelPixels, family: fontFamily };
    const place = (most: (scale: Scale) => Tick[]) => (at: Scale) => {
      at.ticks = most(at).map(({ value, label }) => ({ value, label }));
    };
    return {
      responsive: false,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      normalized: true,
      events: [],
      devicePixelRatio: window.devicePixelRatio,
      layout: { padding: { top: 8, right: this.#margin, bottom: 2, left: 4 } },
      scales: {
        x: {
          type: 'linear',
          bounds: 'data',
          min: xRange[0],
          max: xRange[1],
          border: { color: axisColor },
          grid: { drawOnChartArea: false, color: axisColor, tickLength: 4 },
          ticks: { color: quiet, font, maxRotation: 0, autoSkip: false, padding: 1, callback: labelOf },
          afterBuildTicks: place((at) =>
            xTicks(axis, xRange, Math.max(2, Math.floor(roomOf(at) / tickRoom[axis]))),
          ),
        },
        y: {
          type: isLog ? 'logarithmic' : 'linear',
          bounds: 'data',
          min: scale[0],
          max: scale[1],
          border: { display: false },
          grid: { color: grid, drawTicks: false },
          ticks: { color: quiet, font, autoSkip: false, padding: 6, callback: labelOf },
          afterBuildTicks: place((at) => {
            const most = Math.max(2, Math.floor((at.maxHeight || 160) / 38));
            return isLog ? logTicks(data[0], data[1], most) : linearTicks(data[0], data[1], most);
          }),
        },
      },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    };
  }

  #painter(): Plugin<'line'> {
    return {
      id: 'runstone-curves',
      // Called for the first time while the chart is being made.
      afterDatasetsDraw: (chart) => {
        const { ctx } = chart;
        const { lines, isLog } = this.#content;
        const plot = this.#project(chart);
        drawLines(ctx, lines, plot, isLog, this.#palette);
        drawOddPoints(ctx, lines, oddRowsOf(lines), plot, this.#palette);
        drawEnds(ctx, lines, plot, isLog, this.#palette, this.#margin);
      },
    };
  }
}

/** Labels are made with their ticks; chart.js asks for them one by one. */
function labelOf(this: Scale, _value: string | number, index: number): string {
  const label = this.ticks[index]?.label;
  return typeof label === 'string' ? label : '';
}

function roomOf(scale: Scale): number {
  return scale.maxWidth || 320;
}
