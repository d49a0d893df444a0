import { html, nothing, type TemplateResult } from 'lit';
import type { CellValue } from '../../src/protocol/catalog.ts';
import { icon } from '../components/icon.ts';
import { type CellText, cellText } from './cell-text.ts';
import type { TableColumn } from './column-layout.ts';

export interface ColumnScale {
  readonly best: number | null;
  readonly decimals: number | null;
  readonly mostFraction: number;
}

export interface ValueCell {
  readonly classes: string;
  readonly title: string;
  readonly content: TemplateResult | typeof nothing;
}

const missing: ValueCell = { classes: '', title: '', content: nothing };

/** How one value is drawn; undefined is one that has not come yet. */
export function valueCell(
  column: TableColumn,
  value: CellValue | undefined,
  scale: ColumnScale,
  nowMs: number,
): ValueCell {
  if (value === undefined) return { ...missing, content: html`<span class="bone"></span>` };
  const text = cellText(column.id, value, scale.decimals, scale.mostFraction, nowMs);
  if (text.kind === 'empty') return missing;
  const isBest = scale.best !== null && value === scale.best;
  return {
    classes: [
      column.numeric ? 'number' : 'text',
      text.kind === 'bad' ? 'bad' : '',
      isBest ? 'best' : '',
    ].join(' '),
    title: `${column.title}: ${text.exact}${isBest ? ', the best of the runs listed' : ''}`,
    content: content(column, text, isBest),
  };
}

function content(column: TableColumn, text: CellText, isBest: boolean): TemplateResult {
  if (column.id.group === 'tag') return html`<span class="chip clip">${text.text}</span>`;
  const star = isBest ? html`${icon('star-full', 'star')}<span class="unseen">best</span>` : nothing;
  const ghost = text.ghost ? html`<span class="ghost" aria-hidden="true">${text.ghost}</span>` : nothing;
  const unit = text.unit ? html`<span class="unit"> ${text.unit}</span>` : nothing;
  return html`${star}<span class="value clip">${text.text}</span>${ghost}${unit}`;
}
