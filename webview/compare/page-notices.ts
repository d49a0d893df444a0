import { css, html, nothing, type TemplateResult } from 'lit';
import { formatBytes, formatPlural } from '../../src/domain/format.ts';
import type { CatalogStatus } from '../../src/protocol/catalog.ts';
import type { PageCommand } from '../../src/protocol/compare.ts';
import { type MenuItem, tell } from '../components/events.ts';
import { icon } from '../components/icon.ts';
import type { Failure } from './session.ts';

export const noticeStyles = css`
  .strip {
    display: flex;
    align-items: flex-start;
    flex: none;
    gap: 8px;
    padding: 6px 8px 6px 10px;
    border-left: 2px solid var(--vscode-charts-red);
    border-bottom: 1px solid var(--line);
  }
  .strip.warning {
    border-left-color: var(--vscode-charts-yellow);
  }
  .strip .icon {
    margin-top: 1px;
  }
  .strip > .icon {
    color: var(--worse);
  }
  .strip.warning > .icon {
    color: var(--warn);
  }
  .strip .words {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .link {
    margin: 0 0 0 12px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--vscode-textLink-foreground);
    cursor: pointer;
    white-space: nowrap;
  }
  .link:first-child {
    margin-left: 0;
  }
  .link:hover {
    text-decoration: underline;
  }
  .foot {
    display: flex;
    align-items: center;
    flex: none;
    gap: 8px;
    min-height: 28px;
    padding: 0 var(--edge);
    border-top: 1px solid var(--line);
  }
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    flex: 1;
    gap: 6px;
    min-height: 0;
    padding: 24px var(--edge);
    overflow: auto;
    text-align: center;
  }
  .state h2 {
    margin: 0;
    font-size: 15px;
    font-weight: 600;
  }
  .state p {
    max-width: 46ch;
    margin: 0 0 8px;
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
`;

type Action = Pick<MenuItem, 'label' | 'run'>;

function command(from: EventTarget, label: string, name: PageCommand): Action {
  return { label, run: () => tell(from, 'command-asked', { command: name, runId: null }) };
}

const link = ({ label, run }: Action) => html`<button class="link" @click=${run}>${label}</button>`;

/** The host did not answer: what is shown stays, and it can be asked again. */
export function failureStrip(from: EventTarget, { title, message }: Failure): TemplateResult {
  const retry = { label: 'Try Again', run: () => tell(from, 'retry-asked', null) };
  return html`<div class="strip" role="alert">
    ${icon('error')}
    <div class="words">
      <b>${title}</b> ${message}
      <div>${link(retry)}${link(command(from, 'Show Log', 'showLog'))}</div>
    </div>
  </div>`;
}

/** Lines of the journal that were skipped. */
export function problemsStrip(from: EventTarget, problems: number, dismiss: () => void): TemplateResult {
  return html`<div class="strip warning" role="status">
    ${icon('warning')}
    <div class="words">
      <b>${formatPlural(problems, 'line')} of the journal could not be read.</b> What follows ${
        problems === 1 ? 'it' : 'them'
      } is shown. ${link(command(from, 'Show Problems', 'showProblems'))}
    </div>
    <button class="tool" aria-label="Dismiss" title="Dismiss" @click=${dismiss}>${icon('close')}</button>
  </div>`;
}

export function progressFoot(status: CatalogStatus): TemplateResult {
  return html`<div class="foot" role="status">
    Reading runs: ${formatBytes(status.bytesRead)} of ${formatBytes(status.bytesTotal)}
  </div>`;
}

export function oneRunFoot(): TemplateResult {
  return html`<div class="foot">${icon('info')} A second run makes a comparison.</div>`;
}

function state(title: string, text: string, action: TemplateResult | typeof nothing): TemplateResult {
  return html`<div class="state">
    <h2>${title}</h2>
    <p>${text}</p>
    ${action}
  </div>`;
}

function button({ label, run }: Action): TemplateResult {
  return html`<vscode-button @click=${run}>${label}</vscode-button>`;
}

export function noRunsState(from: EventTarget): TemplateResult {
  return state(
    'No runs yet',
    'Runs appear here as soon as a training in this folder logs its first value.',
    button(command(from, 'Create Sample Project', 'createSampleProject')),
  );
}

export function unavailableState(from: EventTarget, message: string | null): TemplateResult {
  return state(
    'The runs of this folder cannot be read',
    message ?? 'The log says why.',
    button(command(from, 'Show Log', 'showLog')),
  );
}

export function noHitsState(from: EventTarget, text: string, hasArchived: boolean): TemplateResult {
  if (text === '')
    return state(
      'All runs are archived',
      'They are kept whole and out of sight.',
      hasArchived
        ? nothing
        : button({ label: 'Show Archived Runs', run: () => tell(from, 'view-asked', { archived: true }) }),
    );
  return state(
    'No run matches the filter',
    `No name, experiment, param, tag, note or id holds “${text}”.`,
    button({ label: 'Clear Filter', run: () => tell(from, 'view-asked', { text: '' }) }),
  );
}

/** Rows to come: grey bars where names and numbers will stand. */
export function skeleton(): TemplateResult {
  const widths = ['w1', 'w2', 'w3', 'w2', 'w1', 'w3'];
  return html`<div class="skeleton" role="status" aria-label="Reading runs">
    ${widths.map(
      (width) =>
        html`<div class="ghost-row" aria-hidden="true">
          <span class="bone ${width}"></span><span class="grow"></span><span class="bone short"></span
          ><span class="bone short"></span><span class="bone short"></span>
        </div>`,
    )}
  </div>`;
}

export const skeletonStyles = css`
  .skeleton {
    flex: 1;
    padding-top: 49px;
  }
  .ghost-row {
    display: flex;
    align-items: center;
    gap: 48px;
    height: 22px;
    padding: 0 var(--edge);
  }
  .ghost-row:nth-child(even) {
    background: var(--zebra);
  }
  .bone {
    height: 8px;
    border-radius: 2px;
    background: color-mix(in srgb, var(--vscode-foreground) 14%, transparent);
  }
  .w1 {
    width: 118px;
  }
  .w2 {
    width: 92px;
  }
  .w3 {
    width: 140px;
  }
  .short {
    width: 52px;
  }
  .progress {
    position: relative;
    flex: none;
    height: 2px;
    margin-bottom: -2px;
    overflow: hidden;
    z-index: 5;
  }
  .progress::after {
    content: '';
    position: absolute;
    inset: 0 auto 0 0;
    width: 12%;
    background: var(--vscode-progressBar-background);
    animation: pass 2s linear infinite;
  }
  @keyframes pass {
    from {
      left: -12%;
    }
    to {
      left: 100%;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .progress::after {
      left: 44%;
      animation: none;
    }
  }
  :host-context(body.vscode-reduce-motion) .progress::after {
    left: 44%;
    animation: none;
  }
`;
