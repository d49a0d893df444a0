import { html, LitElement } from 'lit';
import { type XAxis, xAxes } from '../../src/protocol/catalog.ts';
import type { ViewState } from '../compare/view-state.ts';
import { controlChecked, controlValue } from '../components/controls.ts';
import { cssProps } from '../components/css-props.ts';
import { tell } from '../components/events.ts';
import { icon } from '../components/icon.ts';
import { base, toolButtons } from '../styles/base.ts';
import { curvesToolbarStyles } from './curves-toolbar-styles.ts';
import { axisTitles } from './x-axis.ts';

const mostSmoothing = 0.99;

/** What is drawn and how: axis, smoothing, log y, metrics. Asks for changes with `view-asked`. */
export class CurvesToolbar extends LitElement {
  static override styles = [base, toolButtons, curvesToolbarStyles];
  static override properties = {
    view: { attribute: false },
    charts: { attribute: false },
    metrics: { attribute: false },
  };
  declare view: ViewState;
  declare charts: readonly string[];
  declare metrics: readonly string[];

  override render() {
    const { view } = this;
    return html`<div class="bar" role="toolbar" aria-label="Curves">
      <label class="control"
        ><span class="quiet" id="x-label">x</span>
        <vscode-dropdown
          aria-label="x axis"
          .value=${view.x}
          @change=${(event: Event) => this.#setAxis(controlValue(event))}
        >
          ${xAxes.map((axis) => html`<vscode-option value=${axis}>${axisTitles[axis]}</vscode-option>`)}
        </vscode-dropdown></label
      >
      ${this.#smoothing(view.smoothing)}
      <vscode-checkbox
        .checked=${view.logY}
        @change=${(event: Event) => this.#setLog(controlChecked(event))}
        >Log y</vscode-checkbox
      >
      <span class="chips">
        ${this.charts.map((key) => this.#chip(key))}
        <runstone-metric-picker
          .metrics=${this.metrics}
          .chosen=${this.charts}
          @picked=${(event: CustomEvent<string>) => this.#toggle(event.detail)}
        ></runstone-metric-picker>
      </span>
      <button
        class="tool"
        title="Show everything (double click on a chart)"
        aria-label="Reset zoom"
        ?disabled=${view.zoom === null}
        @click=${() => tell(this, 'view-asked', { zoom: null })}
      >
        ${icon('zoom-out')}
      </button>
    </div>`;
  }

  #smoothing(value: number) {
    return html`<label class="control"
      >Smoothing
      <input
        type="range"
        min="0"
        max=${mostSmoothing}
        step="0.01"
        title="Time-weighted moving average; the raw line stays behind it"
        aria-valuetext=${value === 0 ? 'none' : value.toFixed(2)}
        .value=${String(value)}
        @input=${(event: Event) => this.#setSmoothing(Number(controlValue(event)))}
        ${cssProps({ '--share': `${(100 * value) / mostSmoothing}%` })}
      /><span class="value">${value.toFixed(2)}</span></label
    >`;
  }

  #chip(key: string) {
    return html`<span class="chip"
      ><span class="clip" title=${key}>${key}</span
      ><button aria-label=${`Remove ${key}`} title="Remove" @click=${() => this.#toggle(key)}>
        ${icon('close')}
      </button></span
    >`;
  }

  #setAxis(value: string): void {
    const x = xAxes.find((axis): axis is XAxis => axis === value);
    // A zoom means nothing on another axis.
    if (x && x !== this.view.x) tell(this, 'view-asked', { x, zoom: null });
  }

  #setSmoothing(smoothing: number): void {
    if (smoothing !== this.view.smoothing) tell(this, 'view-asked', { smoothing });
  }

  #setLog(logY: boolean): void {
    if (logY !== this.view.logY) tell(this, 'view-asked', { logY });
  }

  #toggle(key: string): void {
    const charts = this.charts.includes(key)
      ? this.charts.filter((chart) => chart !== key)
      : [...this.charts, key];
    const isMaximized = this.view.maximized !== null && charts.includes(this.view.maximized);
    tell(this, 'view-asked', { charts, maximized: isMaximized ? this.view.maximized : null });
  }
}
