/** How long after an answer the editor may take to ask on for what it needs of it, once it asks at all. */
const settleMs = 500;
/** How long the editor may take to ask for the children of an expanded row: more means that a person has collapsed it. */
const expandedWithinMs = 3_000;

/**
 * Tells when the editor is reading the tree. What changes meanwhile must wait: the editor asks for the children of rows
 * that it was given before, and fails when they are new by then; and a refresh that reaches it while it still draws the
 * roots can keep it waiting for a drawing that never comes, so that the view stands still until it is clicked.
 */
export class TreeReading {
  #questions = 0;
  #lastMs = 0;
  #hasBegun = false;
  /** Expanded rows of the last answer for which the editor has yet to ask. */
  #awaited = new Set<string>();
  #awaitedSinceMs = 0;

  /** False until the editor has asked for the roots: it will, and gets what is new then. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  get isUnderWay(): boolean {
    const nowMs = performance.now();
    if (this.#questions > 0 || nowMs - this.#lastMs < settleMs) return true;
    return this.#awaited.size > 0 && nowMs - this.#awaitedSinceMs < expandedWithinMs;
  }

  /**
   * @param row Id of the row whose children are asked for; undefined for the roots.
   * @param expanded Ids of those children that are drawn expanded.
   */
  async answer<T>(
    row: string | undefined,
    find: () => Promise<T>,
    expanded: (found: T) => readonly string[],
  ): Promise<T> {
    this.#questions++;
    this.#hasBegun = true;
    if (row === undefined) this.#awaited.clear();
    else this.#awaited.delete(row);
    try {
      const found = await find();
      for (const id of expanded(found)) this.#awaited.add(id);
      return found;
    } finally {
      this.#questions--;
      this.#lastMs = this.#awaitedSinceMs = performance.now();
    }
  }
}
