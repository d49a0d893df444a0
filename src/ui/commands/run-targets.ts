import type { Catalogs, FolderCatalog } from '../catalogs.ts';
import { isRunReference, type RunReference } from '../run-reference.ts';
import { isNode, type Node } from '../runs/nodes.ts';
import { pickRuns, type RunQuestion, type RunTarget } from './run-picker.ts';

/** Keybindings pass this instead of a row: they mean what is selected in the tree. */
export const treeSelection = 'selection';

/** Finds out which runs a command is about: rows of the tree, a link or the page name them; otherwise the person is asked. */
export class RunTargets {
  readonly #catalogs: Catalogs;
  readonly #selectedNodes: () => readonly Node[];

  constructor(catalogs: Catalogs, selectedNodes: () => readonly Node[]) {
    this.#catalogs = catalogs;
    this.#selectedNodes = selectedNodes;
  }

  async one(args: readonly unknown[], question: RunQuestion): Promise<RunTarget | undefined> {
    const [first] = (await this.#named(args, false)) ?? (await this.#pick(question, false));
    return first;
  }

  async many(args: readonly unknown[], question: RunQuestion): Promise<readonly RunTarget[]> {
    const pickMany = question.pickMany ?? true;
    return (await this.#named(args, true)) ?? (await this.#pick(question, pickMany));
  }

  #pick(question: RunQuestion, many: boolean): Promise<readonly RunTarget[]> {
    const selected = this.#fromNodes(this.#selectedNodes()) ?? [];
    return pickRuns(this.#catalogs.all(), question, many, selected);
  }

  /** The runs the arguments name; undefined when they name none. */
  async #named(
    [first, selected]: readonly unknown[],
    many: boolean,
  ): Promise<readonly RunTarget[] | undefined> {
    if (first === treeSelection) return this.#fromNodes(this.#selectedNodes());
    if (isRunReference(first)) return this.#fromReference(first);
    if (!isNode(first)) return undefined;
    const others = many && Array.isArray(selected) ? selected.filter(isNode) : [];
    return this.#fromNodes(others.length > 0 ? others : [first]);
  }

  #fromNodes(nodes: readonly Node[]): readonly RunTarget[] | undefined {
    const targets = nodes.flatMap((node) =>
      node.kind === 'run' ? [{ catalog: node.catalog, run: node.run }] : [],
    );
    return targets.length > 0 ? targets : undefined;
  }

  async #fromReference({ folder, runId }: RunReference): Promise<readonly RunTarget[]> {
    const catalog = this.#catalogs.find(folder);
    const run = await catalog?.call('run', { runId });
    return catalog && run ? [{ catalog, run }] : [];
  }
}

/** The targets of each folder: facts are recorded a folder at a time. */
export function byFolder(targets: readonly RunTarget[]): Map<FolderCatalog, RunTarget[]> {
  return Map.groupBy(targets, (target) => target.catalog);
}
