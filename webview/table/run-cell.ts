import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatDateTime } from '../../src/domain/format.ts';
import type { RunSummary } from '../../src/protocol/catalog.ts';
import { icon } from '../components/icon.ts';
import { tickBox } from '../components/tick-box.ts';
import { lookOf } from '../looks/looks.ts';
import { swatch } from '../looks/swatch.ts';

/** Why a run did not simply finish, in a word or two. */
export function shortReason(run: RunSummary): string {
  switch (run.status) {
    case 'failed':
      return run.exitCode === null || run.exitCode === 0 ? 'failed' : `exit ${run.exitCode}`;
    case 'killed':
    case 'interrupted':
      return run.status;
    default:
      return run.archived ? 'archived' : '';
  }
}

const spinner = html`<svg class="status spinner" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
  ${svg`<circle cx="8" cy="8" r="5.4" fill="none" stroke="currentColor" opacity="0.3"></circle>
  <path d="M8 2.6A5.4 5.4 0 0 1 13.4 8" fill="none" stroke="currentColor"></path>`}
</svg>`;

function statusIcon(run: RunSummary): TemplateResult | typeof nothing {
  switch (run.status) {
    case 'running':
      return html`${spinner}<span class="unseen">running</span>`;
    case 'failed':
      return icon('error', 'status worse');
    case 'killed':
      return icon('stop-circle', 'status worse');
    case 'interrupted':
      return icon('circle-slash', 'status warn');
    default:
      return nothing;
  }
}

/** Everything that a hover can say of a run. */
function hover(run: RunSummary): string {
  const started = `${run.experiment}, started ${formatDateTime(run.startedAtMs)}`;
  const lines = [run.name, started, `${run.status}${run.error ? `: ${run.error}` : ''}`, run.notes ?? ''];
  return lines.filter((line) => line !== '').join('\n');
}

/** The run column's cell: tick, look, name, and what there is to say of its end. */
export function runCell(run: RunSummary, look: number | undefined): TemplateResult {
  const reason = shortReason(run);
  return html`${tickBox(look === undefined ? 'off' : 'on')}
    <span class="look">${look === undefined ? nothing : swatch(lookOf(look))}</span>
    <span class="name clip" title=${hover(run)}>${run.name}</span>
    ${reason ? html`<span class="reason">${reason}</span>` : nothing}
    <span class="grow"></span>
    ${statusIcon(run)}`;
}
