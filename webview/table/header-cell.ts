import { html, nothing, type TemplateResult } from 'lit';
import type { SortKey } from '../../src/protocol/catalog.ts';
import { icon } from '../components/icon.ts';
import type { TableColumn } from './column-layout.ts';
import { sortIndex } from './sorting.ts';

const groupWords = { param: 'param', metric: 'metric', system: 'system', attribute: 'detail', tag: 'tag' };

/** The arrow of a sorted column, with its place among several keys. */
export function sortMark(sort: readonly SortKey[], at: number): TemplateResult | typeof nothing {
  const key = sort[at];
  if (!key) return nothing;
  return html`<span class="sorted" aria-hidden="true"
    >${icon(key.descending ? 'chevron-down' : 'chevron-up')}${
      sort.length > 1 ? html`<span class="place">${at + 1}</span>` : nothing
    }</span
  >`;
}

export function ariaSort(sort: readonly SortKey[], at: number): 'ascending' | 'descending' | 'none' {
  const key = sort[at];
  return key ? (key.descending ? 'descending' : 'ascending') : 'none';
}

function directionMark(column: TableColumn): TemplateResult | typeof nothing {
  const { direction, group } = column.info;
  if (group !== 'metric' || direction === 'none') return nothing;
  const words = direction === 'higher' ? 'higher is better' : 'lower is better';
  return html`<span class="direction" title=${words} aria-hidden="true"
      >${direction === 'higher' ? '↑' : '↓'}</span
    ><span class="unseen">, ${words}</span>`;
}

/** What stands in the header of a value column: name, which way is better, sort, and the edge that resizes it. */
export function headerCell(column: TableColumn, sort: readonly SortKey[]): TemplateResult {
  return html`<span class="unseen">${groupWords[column.id.group]} </span
    ><span class="title clip" title=${column.title}>${column.title}</span>${directionMark(column)}${sortMark(
      sort,
      sortIndex(sort, column.id),
    )}<span class="more" aria-hidden="true">${icon('ellipsis')}</span
    ><span class="grip" aria-hidden="true"></span>`;
}
