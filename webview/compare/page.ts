import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatPlural } from '../../src/domain/format.ts';
import { cssProps } from '../components/css-props.ts';
import type { Menu } from '../components/menu.ts';
import { base, toolButtons } from '../styles/base.ts';
import { tokens } from '../styles/tokens.ts';
import type { RunsTable } from '../table/runs-table.ts';
import type { ColumnsPicker } from './columns-picker.ts';
import type { KeysDialog } from './keys-dialog.ts';
import { PageActions } from './page-actions.ts';
import {
  failureStrip,
  noHitsState,
  noRunsState,
  noticeStyles,
  oneRunFoot,
  problemsStrip,
  progressFoot,
  skeleton,
  skeletonStyles,
  unavailableState,
} from './page-notices.ts';
import { pageStyles } from './page-styles.ts';
import type { CompareSession } from './session.ts';
import { TableLayout } from './table-layout.ts';

/** How often ages are written anew. */
const ageMs = 5_000;

/** The compare page: toolbar, table, and below the line the curves of the ticked runs. */
export class ComparePage extends LitElement {
  static override readonly styles = [tokens, base, toolButtons, pageStyles, noticeStyles, skeletonStyles];
  static override readonly properties = {
    session: { attribute: false },
    nowMs: { state: true },
    spoken: { state: true },
    dismissedProblems: { state: true },
    picking: { state: true },
  };
  declare session: CompareSession | undefined;
  declare nowMs: number;
  /** What the live region says. */
  declare spoken: string;
  declare dismissedProblems: number;
  declare picking: boolean;
  readonly #layout = new TableLayout();
  #actions: PageActions | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.session = undefined;
    this.nowMs = Date.now();
    this.spoken = '';
    this.dismissedProblems = 0;
    this.picking = false;
  }

  get table(): RunsTable | null {
    return this.renderRoot.querySelector<RunsTable>('runstone-table');
  }

  get menu(): Menu | null {
    return this.renderRoot.querySelector<Menu>('runstone-menu');
  }

  get picker(): ColumnsPicker | null {
    return this.renderRoot.querySelector<ColumnsPicker>('runstone-columns-picker');
  }

  get columnsButton(): HTMLElement | null {
    return (
      this.renderRoot.querySelector('runstone-toolbar')?.shadowRoot?.querySelector<HTMLElement>('.columns') ??
      null
    );
  }

  get keys(): KeysDialog | null {
    return this.renderRoot.querySelector<KeysDialog>('runstone-keys');
  }

  /** Says something to those who do not see it; the same words twice are said twice. */
  announce(words: string): void {
    this.spoken = this.spoken === words ? `${words} ` : words;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      this.nowMs = Date.now();
    }, ageMs);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#timer);
    this.#actions?.dispose();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session') || !this.session) return;
    this.#actions?.dispose();
    this.#actions = new PageActions(this, this.session);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (!session) return nothing;
    const { status } = session;
    return html`<main>
      <h1 class="unseen">Compare Runs</h1>
      ${this.#body(session)}
      <runstone-menu></runstone-menu>
      <runstone-keys></runstone-keys>
      <runstone-columns-picker
        .columns=${session.columns ?? new Map()}
        .shown=${session.shownColumns()}
        .runs=${status?.runs ?? 0}
        @picker-toggled=${this.#onPickerToggled}
      ></runstone-columns-picker>
      <div class="unseen spoken" role="status" aria-live="polite">${this.spoken}</div>
    </main>`;
  }

  readonly #onPickerToggled = (): void => {
    this.picking = this.picker?.isOpen ?? false;
  };

  #body(session: CompareSession): TemplateResult {
    const { status, source } = session;
    if (!status) return session.failure ? failureStrip(this, session.failure) : loading();
    if (status.state === 'unavailable') return unavailableState(this, status.message);
    const isReading = status.state === 'reading';
    if (status.runs === 0 && !isReading) return noRunsState(this);
    return html`<runstone-toolbar
        .text=${session.view.text}
        .listed=${source.total}
        .all=${status.runs}
        .live=${status.running}
        .ticked=${session.ticked.selection.length}
        .shownColumns=${session.shownColumns().length}
        .allColumns=${session.columns?.size ?? 0}
        .archived=${session.view.archived}
        .picking=${this.picking}
      ></runstone-toolbar>
      ${isReading ? html`<div class="progress" role="progressbar" aria-label="Reading runs"></div>` : nothing}
      ${session.failure ? failureStrip(this, session.failure) : nothing}
      ${
        status.problems > this.dismissedProblems
          ? problemsStrip(this, status.problems, () => {
              this.dismissedProblems = status.problems;
            })
          : nothing
      }
      <div class="panes">
        <div class="pane" ${cssProps({ 'flex-grow': String(session.view.split) })}>
          ${this.#tablePane(session)}
          ${isReading ? progressFoot(status) : status.runs === 1 ? oneRunFoot() : nothing}
        </div>
        <runstone-splitter .split=${session.view.split}></runstone-splitter>
        <div class="pane" ${cssProps({ 'flex-grow': String(1 - session.view.split) })}>
          <runstone-curves
            .host=${session.host}
            .runs=${session.ticked.runs}
            .columns=${session.columns ?? new Map()}
            .view=${session.view}
            .charts=${session.shownCharts()}
            .version=${session.seriesVersion}
            .nowMs=${this.nowMs}
          ></runstone-curves>
        </div>
      </div>`;
  }

  #tablePane(session: CompareSession): TemplateResult {
    const { source, columns, view, status } = session;
    const isReading = status?.state === 'reading';
    if (source.total === undefined || !columns || (source.total === 0 && isReading))
      return session.failure ? html`<div class="grow"></div>` : skeleton();
    if (source.total === 0) return noHitsState(this, view.text.trim(), view.archived);
    const layout = this.#layout;
    return html`<runstone-table
      .source=${source}
      .rowsVersion=${session.rowsVersion}
      .columns=${layout.columns(session)}
      .columnIndex=${columns}
      .runWidth=${layout.runWidth(session)}
      .sort=${view.sort}
      .looks=${session.ticked.looks}
      .nowMs=${this.nowMs}
    ></runstone-table>`;
  }

  /** For the live region: `12 runs`. */
  runsWords(): string {
    return formatPlural(this.session?.source.total ?? 0, 'run');
  }
}

function loading(): TemplateResult {
  return html`<div class="progress" role="progressbar" aria-label="Reading runs"></div>
    ${skeleton()}`;
}
