import { html, type TemplateResult } from 'lit';

/**
 * Glyphs of the codicon font. The host links codicon.css, whose @font-face reaches into shadow trees while its
 * classes do not; so the few glyphs that are used are written as text.
 */
const glyphs = {
  add: 0xea60,
  archive: 0xea98,
  check: 0xeab2,
  'chevron-down': 0xeab4,
  'chevron-up': 0xeab7,
  'circle-slash': 0xeabd,
  close: 0xea76,
  copy: 0xebcc,
  ellipsis: 0xea7c,
  error: 0xea87,
  export: 0xebac,
  filter: 0xeaf1,
  info: 0xea74,
  keyboard: 0xea65,
  'screen-full': 0xeb4c,
  'screen-normal': 0xeb4d,
  'star-full': 0xeb59,
  'stop-circle': 0xeba5,
  table: 0xebb7,
  'list-selection': 0xeb85,
  'graph-line': 0xebe2,
  warning: 0xea6c,
  'zoom-out': 0xeb82,
} as const;

export type IconName = keyof typeof glyphs;

export function icon(name: IconName, extraClass = ''): TemplateResult {
  return html`<span class="icon ${extraClass}" aria-hidden="true">${String.fromCharCode(glyphs[name])}</span>`;
}
