import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Look } from './looks.ts';
import { isStroked, markerPath } from './marker-path.ts';

/** A run's look as a short piece of its line, 26 x 12 pixels. Decoration: the run's name stands beside it. */
export function swatch(look: Look): TemplateResult {
  const { color } = look;
  const stroked = isStroked(look.marker);
  return html`<svg class="swatch" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true" focusable="false">
    <path
      d="M1 6H25"
      fill="none"
      stroke=${color}
      stroke-width="2"
      stroke-dasharray=${look.dash.length > 0 ? look.dash.join(' ') : nothing}
    ></path>
    ${svg`<path
      transform="translate(13 6)"
      d=${markerPath(look.marker, 3.2)}
      fill=${stroked ? 'var(--vscode-editor-background)' : color}
      stroke=${stroked ? color : nothing}
      stroke-width=${stroked ? 1.6 : nothing}
    ></path>`}
  </svg>`;
}
