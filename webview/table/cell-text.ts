import type { ColumnId } from '../../src/domain/column.ts';
import {
  exactText,
  formatAge,
  formatBytes,
  formatDateTime,
  formatDuration,
  formatFixed,
  formatNumber,
} from '../../src/domain/format.ts';
import type { CellValue } from '../../src/protocol/catalog.ts';

/** A cell as it is written: `ghost` is room to its right that aligns the decimal points of a column. */
export interface CellText {
  readonly kind: 'number' | 'text' | 'bad' | 'empty';
  readonly text: string;
  readonly ghost: string;
  readonly unit: string;
  /** The full value, for the hover. */
  readonly exact: string;
}

const empty: CellText = { kind: 'empty', text: '', ghost: '', unit: '', exact: '' };

function plain(kind: CellText['kind'], text: string, exact = text): CellText {
  return { kind, text, ghost: '', unit: '', exact };
}

/** Digits after the point of a number that keeps the digits typed; an exponent has none to align. */
export function fractionDigits(value: CellValue): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
  const text = formatNumber(value, 15);
  const point = text.indexOf('.');
  return point < 0 || text.includes('e') ? 0 : text.length - point - 1;
}

function ghostFor(digits: number, most: number): string {
  if (most <= digits) return '';
  return (digits === 0 ? '.' : '') + '0'.repeat(most - digits);
}

function systemText(key: string, value: number, decimals: number): CellText {
  if (/(^|[._-])bytes$/.test(key)) {
    const [text = '', unit = ''] = formatBytes(value).split(' ');
    return { ...plain('number', text, exactText(value)), unit };
  }
  const unit = /(^|[._-])percent$/.test(key) ? '%' : '';
  return { ...plain('number', formatFixed(value, decimals), exactText(value)), unit };
}

function attributeText(key: string, value: number, nowMs: number): CellText {
  if (key === 'started') return plain('text', formatAge(value, nowMs), formatDateTime(value));
  if (key === 'duration') return plain('number', formatDuration(value), `${exactText(value)} ms`);
  return plain('number', formatNumber(value), exactText(value));
}

/**
 * Writes one value. `decimals` is what the column needs to tell its rows apart, null where digits are kept
 * as typed; `mostFraction` is the largest count of such digits in the column.
 */
export function cellText(
  column: ColumnId,
  value: CellValue,
  decimals: number | null,
  mostFraction: number,
  nowMs: number,
): CellText {
  if (value === null || value === '') return empty;
  if (typeof value !== 'number') {
    const text = String(value);
    return plain(
      'text',
      column.group === 'attribute' && column.key === 'commit' ? text.slice(0, 8) : text,
      text,
    );
  }
  if (!Number.isFinite(value)) return plain('bad', formatFixed(value, 0), exactText(value));
  if (column.group === 'attribute') return attributeText(column.key, value, nowMs);
  if (column.group === 'system') return systemText(column.key, value, decimals ?? 1);
  if (column.group === 'metric') return plain('number', formatFixed(value, decimals ?? 4), exactText(value));
  const typed = formatNumber(value, 15);
  return {
    ...plain('number', typed, exactText(value)),
    ghost: typed.includes('e') ? '' : ghostFor(fractionDigits(value), mostFraction),
  };
}
