/** Anything that holds a resource and gives it back. */
export interface Disposable {
  dispose(): void;
}

export function toDisposable(dispose: () => void): Disposable {
  let disposed = false;
  return {
    dispose() {
      if (disposed) return;
      disposed = true;
      dispose();
    },
  };
}

/** Owns children and disposes them in reverse order; a child that arrives late is disposed at once. */
export class DisposableStore implements Disposable {
  readonly #children = new Set<Disposable>();
  #disposed = false;

  get isDisposed(): boolean {
    return this.#disposed;
  }

  add<T extends Disposable>(child: T): T {
    if (this.#disposed) child.dispose();
    else this.#children.add(child);
    return child;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const child of [...this.#children].reverse()) child.dispose();
    this.#children.clear();
  }
}

/** A slot that holds one disposable at a time; what was in it before is disposed. */
export class MutableDisposable<T extends Disposable> implements Disposable {
  #value: T | undefined;
  #disposed = false;

  get value(): T | undefined {
    return this.#value;
  }

  set value(next: T | undefined) {
    if (this.#disposed) {
      next?.dispose();
      return;
    }
    if (next === this.#value) return;
    this.#value?.dispose();
    this.#value = next;
  }

  dispose(): void {
    this.#disposed = true;
    this.#value?.dispose();
    this.#value = undefined;
  }
}
