import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/catalog.ts';
import type { FolderCatalog } from '../catalogs.ts';
import { describeRun } from '../runs/describe-run.ts';
import { statusIcon } from '../runs/status-icon.ts';

/** A run, and the folder it belongs to. */
export interface RunTarget {
  readonly catalog: FolderCatalog;
  readonly run: RunSummary;
}

export interface RunQuestion {
  readonly title: string;
  /** Which runs are offered; all that are not archived unless said otherwise. */
  readonly archived?: 'without' | 'only' | 'with';
  /** Of a command that takes many rows: false when a person who picks wants one run mostly. */
  readonly pickMany?: boolean;
}

interface RunItem extends vscode.QuickPickItem {
  readonly target: RunTarget;
}

const runsAtOnce = 500;
const searchAfterMs = 150;

/**
 * Asks for runs, the newest first. Answers nothing when the person turns away.
 *
 * @param selected Of the tree: the line of the first is the one that Enter takes.
 */
export async function pickRuns(
  catalogs: readonly FolderCatalog[],
  question: RunQuestion,
  many: boolean,
  selected: readonly RunTarget[],
): Promise<readonly RunTarget[]> {
  const picker = vscode.window.createQuickPick<RunItem>();
  picker.title = question.title;
  picker.placeholder = many ? 'Choose runs' : 'Choose a run';
  picker.canSelectMany = many;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.busy = true;
  picker.show();
  const search = new RunSearch(catalogs, question, (items, busy) => {
    // Ticked runs stay on the list while the person looks for others.
    const ticked = many ? picker.selectedItems : [];
    const isNew = (item: RunItem) => !ticked.includes(item);
    picker.items = [...ticked, ...items.filter(isNew)];
    if (many) picker.selectedItems = ticked;
    picker.busy = busy;
  });
  try {
    await search.load('');
    const [first] = selected;
    const line = picker.items.find(({ target }) => target.run.runId === first?.run.runId);
    if (line) picker.activeItems = [line];
    if (picker.items.length === 0) {
      picker.placeholder = question.archived === 'only' ? 'No run is archived' : 'There are no runs yet';
    }
    return await new Promise((resolve, reject) => {
      picker.onDidChangeValue((text) => search.loadSoon(text, reject));
      picker.onDidAccept(() => resolve(picker.selectedItems.map((item) => item.target)));
      picker.onDidHide(() => resolve([]));
    });
  } finally {
    search.dispose();
    picker.dispose();
  }
}

/** Finds the runs to offer. The editor filters what it was given; only where there are more is the catalog asked again. */
class RunSearch {
  readonly #catalogs: readonly FolderCatalog[];
  readonly #question: RunQuestion;
  readonly #show: (items: readonly RunItem[], busy: boolean) => void;
  /** The editor keeps ticks by object: one run is always the same one. */
  readonly #items = new Map<string, RunItem>();
  #isPartial = false;
  #timer: NodeJS.Timeout | undefined;
  #latest = 0;

  constructor(
    catalogs: readonly FolderCatalog[],
    question: RunQuestion,
    show: (items: readonly RunItem[], busy: boolean) => void,
  ) {
    this.#catalogs = catalogs;
    this.#question = question;
    this.#show = show;
  }

  async load(text: string): Promise<void> {
    const ticket = ++this.#latest;
    const filter = { text, archived: this.#question.archived ?? 'without' } as const;
    const pages = await Promise.all(
      this.#catalogs.map(async (catalog) => ({
        catalog,
        page: await catalog.call('table', { filter, sort: [], columns: [], offset: 0, limit: runsAtOnce }),
      })),
    );
    if (ticket !== this.#latest) return;
    this.#isPartial ||= pages.some(({ page }) => page.total > page.rows.length);
    const targets = pages
      .flatMap(({ catalog, page }) => page.rows.map(({ run }) => ({ catalog, run })))
      .sort((a, b) => b.run.startedAtMs - a.run.startedAtMs);
    this.#show(
      targets.map((target) => this.#item(target)),
      false,
    );
  }

  loadSoon(text: string, onError: (error: unknown) => void): void {
    if (!this.#isPartial) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(text).catch(onError), searchAfterMs);
  }

  #item(target: RunTarget): RunItem {
    const { catalog, run } = target;
    const key = `${catalog.folder.uri} ${run.runId}`;
    const known = this.#items.get(key);
    if (known) return known;
    const folder = this.#catalogs.length > 1 ? `${catalog.folder.name}, ` : '';
    const item = {
      label: run.name,
      iconPath: statusIcon(run),
      description: `${folder}${run.experiment}  ${describeRun(run, Date.now())}`,
      target,
    };
    this.#items.set(key, item);
    return item;
  }

  dispose(): void {
    this.#latest++;
    clearTimeout(this.#timer);
  }
}
