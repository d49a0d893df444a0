import { html, nothing, type TemplateResult } from 'lit';
import { decimalsToTellApart } from '../../src/domain/decimals.ts';
import { formatFixed, formatPlural } from '../../src/domain/format.ts';
import type { XAxis } from '../../src/protocol/catalog.ts';
import { swatch } from '../looks/swatch.ts';
import type { CurveLine } from './curve-line.ts';
import type { Reading } from './reading.ts';
import { xPhrase, xText } from './x-axis.ts';

const mostRows = 12;

export interface HoverContent {
  readonly x: number;
  readonly axis: XAxis;
  readonly readings: readonly Reading[];
  /** The line nearest to the pointer. */
  readonly nearest: CurveLine | undefined;
  /** 0 when the values are raw. */
  readonly smoothing: number;
  /** Two places nearer than this count as one, in units of x: about a pixel. */
  readonly samePlace: number;
}

/** The values at the cursor, highest first; of many, those around the nearest line. */
export function hoverList(content: HoverContent): TemplateResult {
  const { x, axis, readings, smoothing } = content;
  const isSmoothed = smoothing > 0;
  const shown = rowsAround(readings, content.nearest);
  const decimals = decimalsOf(readings);
  return html`
    <div class="hover-head">
      <span>${xPhrase(axis, x)}</span>
      ${isSmoothed ? html`<span class="quiet">smoothed ${smoothing.toFixed(2)}, raw</span>` : nothing}
    </div>
    <div class="hover-rows ${isSmoothed ? 'with-raw' : ''}">
      ${shown.map((reading) => hoverRow(reading, content, decimals))}
    </div>
    ${
      shown.length < readings.length
        ? html`<div class="hover-foot">${formatPlural(readings.length - shown.length, 'more line')}</div>`
        : nothing
    }
  `;
}

function hoverRow(reading: Reading, content: HoverContent, decimals: number): TemplateResult {
  const { line, value, raw } = reading;
  const isElsewhere = Math.abs(reading.x - content.x) > content.samePlace;
  return html`
    ${swatch(line.look)}
    <span class="hover-name clip ${line === content.nearest ? 'near' : ''}"
      >${line.name}${
        isElsewhere ? html` <span class="quiet">at ${xText(content.axis, reading.x)}</span>` : nothing
      }</span
    >
    <span class="hover-value ${line === content.nearest ? 'near' : ''}">${formatFixed(value, decimals)}</span>
    ${
      content.smoothing > 0
        ? html`<span class="hover-value quiet">${raw === null ? '' : formatFixed(raw, decimals)}</span>`
        : nothing
    }
  `;
}

function rowsAround(readings: readonly Reading[], nearest: CurveLine | undefined): readonly Reading[] {
  if (readings.length <= mostRows) return readings;
  const at = nearest ? readings.findIndex((reading) => reading.line === nearest) : 0;
  const first = Math.max(0, Math.min(readings.length - mostRows, at - mostRows / 2));
  return readings.slice(first, first + mostRows);
}

/** Enough to tell the values apart, and four digits of the largest: a reading is more than a rank. */
function decimalsOf(readings: readonly Reading[]): number {
  const finite = readings.map((reading) => reading.value).filter(Number.isFinite);
  if (finite.every(Number.isInteger)) return 0;
  const largest = Math.max(...finite.map(Math.abs));
  return Math.max(decimalsToTellApart(finite), 3 - Math.floor(Math.log10(largest)));
}

/** The cursor in words, for the live region. */
export function cursorText(axis: XAxis, x: number, readings: readonly Reading[]): string {
  const decimals = decimalsOf(readings);
  const named = readings
    .slice(0, 6)
    .map((reading) => `${reading.line.name} ${formatFixed(reading.value, decimals)}`);
  const more = readings.length - named.length;
  return `${xPhrase(axis, x)}: ${named.join(', ')}${more > 0 ? `, and ${formatPlural(more, 'more line')}` : ''}`;
}
