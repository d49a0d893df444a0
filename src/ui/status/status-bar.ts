import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands.ts';
import { formatPlural } from '../../domain/format.ts';
import type { RunSummary } from '../../protocol/catalog.ts';
import type { Catalogs } from '../catalogs.ts';
import { plainText } from '../plain-text.ts';
import { describeStatus } from './status-text.ts';

const refreshEveryMs = 500;
/** Running runs that are looked for and named. */
const mostRunning = 10;

/** The extension's one item in the status bar: how many runs there are, what trains now, or what is wrong. */
export class StatusBar implements vscode.Disposable {
  readonly #catalogs: Catalogs;
  readonly #item: vscode.StatusBarItem;
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(catalogs: Catalogs) {
    this.#catalogs = catalogs;
    this.#item = vscode.window.createStatusBarItem('runstone.status', vscode.StatusBarAlignment.Left, 0);
    this.#item.name = 'Runstone';
    this.#subscriptions = vscode.Disposable.from(
      this.#item,
      catalogs.onChanged(() => this.#refreshSoon()),
      catalogs.onStatus(() => this.#refreshSoon()),
      catalogs.onFolders(() => this.#refreshSoon()),
    );
  }

  #refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#refresh().catch(() => this.#item.hide());
    }, refreshEveryMs);
  }

  async #refresh(): Promise<void> {
    const running = await this.#findRunning();
    const statuses = this.#catalogs.statuses();
    const status = describeStatus(statuses, running[0]);
    if (!status) return this.#item.hide();
    this.#item.text = status.text;
    this.#showTooltip(this.#tooltip(running));
    this.#item.backgroundColor = status.isProblem
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    const hasProblems = statuses.some(({ problems }) => problems > 0);
    const hasFailed = statuses.some(({ state }) => state === 'unavailable');
    this.#item.command = hasFailed
      ? commandId('showLog')
      : hasProblems
        ? commandId('showProblems')
        : 'runstone.runs.focus';
    this.#item.show();
  }

  /** A tooltip that is set anew closes under the pointer: it is set only when it says something new. */
  #showTooltip(tooltip: vscode.MarkdownString): void {
    const shown = this.#item.tooltip;
    if (shown instanceof vscode.MarkdownString && shown.value === tooltip.value) return;
    this.#item.tooltip = tooltip;
  }

  /** The runs that train now, the one heard of last before the others. */
  async #findRunning(): Promise<readonly RunSummary[]> {
    const busy = this.#catalogs.opened().filter(({ status }) => (status?.running ?? 0) > 0);
    const pages = await Promise.all(
      busy.map((catalog) =>
        catalog.call('table', {
          filter: { archived: 'with' },
          // Of all the states, “running” is the last in the alphabet.
          sort: [{ column: { group: 'attribute', key: 'status' }, descending: true }],
          columns: [],
          offset: 0,
          limit: mostRunning,
        }),
      ),
    );
    return pages
      .flatMap(({ rows }) => rows.map(({ run }) => run))
      .filter(({ status }) => status === 'running')
      .sort((a, b) => b.lastEventAtMs - a.lastEventAtMs);
  }

  #tooltip(running: readonly RunSummary[]): vscode.MarkdownString {
    const statuses = this.#catalogs.statuses();
    const count = (of: 'runs' | 'problems') => statuses.reduce((sum, status) => sum + status[of], 0);
    const links = [
      ['Show Runs', 'runstone.runs.focus'],
      ['Compare All Runs', commandId('compareAll')],
      ...(count('problems') > 0 ? [['Show Problems', commandId('showProblems')] as const] : []),
      ['Show Log', commandId('showLog')],
    ] as const;
    const lines = [
      `**Runstone** ${formatPlural(count('runs'), 'run')}`,
      ...running.map((run) => `$(play) ${plainText(run.name)}, ${plainText(run.experiment)}`),
      ...statuses.flatMap(({ message }) => (message ? [`$(warning) ${plainText(message)}`] : [])),
      ...(count('problems') > 0
        ? [`$(warning) ${formatPlural(count('problems'), 'line')} of the journal cannot be read`]
        : []),
    ];
    const text = new vscode.MarkdownString(lines.join('\n\n'), true);
    text.isTrusted = { enabledCommands: links.map(([, command]) => command) };
    const actions = links.map(([title, command]) => `[${title}](command:${command})`);
    return text.appendMarkdown(`\n\n---\n\n${actions.join('&nbsp;&nbsp;&nbsp;')}`);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }
}
