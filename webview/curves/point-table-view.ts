import { css, html, nothing, type TemplateResult } from 'lit';
import { formatCount, formatNumber } from '../../src/domain/format.ts';
import type { XAxis } from '../../src/protocol/catalog.ts';
import { swatch } from '../looks/swatch.ts';
import type { CurveLine } from './curve-line.ts';
import { pointTable } from './point-table.ts';
import { axisTitles, type Range, xFullText } from './x-axis.ts';

const mostRows = 500;

/** The points in view as a table: the same data for those who read better than they see curves. */
export function pointTableView(
  metric: string,
  lines: readonly CurveLine[],
  axis: XAxis,
  range: Range,
): TemplateResult {
  const { rows, total } = pointTable(lines, range, mostRows);
  const isThinned = lines.some((line) => !line.series.complete);
  const notes = [
    rows.length < total ? `First ${formatCount(rows.length)} of ${formatCount(total)} rows.` : '',
    isThinned ? 'Between the points shown are more: zoom in to read them, or copy them as CSV.' : '',
  ].filter(Boolean);
  return html`<div class="points scroll" role="region" tabindex="0" aria-label=${`Points of ${metric}`}>
    <table>
      <caption class="unseen">${metric} by ${axisTitles[axis]}</caption>
      <thead>
        <tr>
          <th scope="col">${axisTitles[axis]}</th>
          ${lines.map((line) => html`<th scope="col" title=${line.name}>${swatch(line.look)} ${line.name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ x, values }) => html`<tr>
            <th scope="row">${xFullText(axis, x)}</th>
            ${lines.map((_, i) => html`<td>${cellText(values[i])}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
    ${notes.length > 0 ? html`<p class="points-note quiet">${notes.join(' ')}</p>` : nothing}
  </div>`;
}

function cellText(value: number | undefined): string {
  return value === undefined ? '' : formatNumber(value, 8);
}

export const pointTableStyles = css`
  .points {
    position: absolute;
    inset: 0;
    overflow: auto;
    font-size: 12px;
  }
  .points:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -2px;
  }
  .points table {
    border-collapse: collapse;
    min-width: 100%;
  }
  .points th,
  .points td {
    height: 22px;
    padding: 0 10px;
    text-align: right;
    font-weight: 400;
    white-space: nowrap;
  }
  .points thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    max-width: 180px;
    overflow: hidden;
    text-overflow: ellipsis;
    background: var(--vscode-editor-background);
    box-shadow: inset 0 -1px var(--card-line);
  }
  .points thead th .swatch {
    vertical-align: -2px;
  }
  .points tbody th {
    color: var(--quiet);
  }
  .points tbody tr:nth-child(even) {
    background: var(--zebra);
  }
  .points-note {
    position: sticky;
    left: 0;
    margin: 6px 10px;
  }
`;
