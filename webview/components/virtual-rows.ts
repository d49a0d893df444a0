import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A list of rows of one height, of which only those in sight are drawn. */
export class VirtualRows implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => HTMLElement | null;
  readonly #rowHeight: number;
  readonly #virtualizer: Virtualizer<HTMLElement, Element>;
  #count = 0;
  #unmount: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null, rowHeight: number) {
    this.#host = host;
    this.#scroller = scroller;
    this.#rowHeight = rowHeight;
    this.#virtualizer = new Virtualizer(this.#options());
    host.addController(this);
  }

  set count(count: number) {
    this.#count = count;
    this.#virtualizer.setOptions(this.#options());
  }

  get height(): number {
    return this.#count * this.#rowHeight;
  }

  get items(): VirtualItem[] {
    return this.#virtualizer.getVirtualItems();
  }

  /** Scrolls as little as it takes. */
  reveal(index: number): void {
    const scroller = this.#scroller();
    if (!scroller) return;
    const top = index * this.#rowHeight;
    const bottom = top + this.#rowHeight - scroller.clientHeight;
    scroller.scrollTop = Math.max(Math.min(scroller.scrollTop, top), bottom);
  }

  hostConnected(): void {
    this.#unmount = this.#virtualizer._didMount();
  }

  hostUpdated(): void {
    this.#virtualizer._willUpdate();
  }

  hostDisconnected(): void {
    this.#unmount?.();
  }

  #options() {
    return {
      count: this.#count,
      getScrollElement: () => this.#scroller(),
      estimateSize: () => this.#rowHeight,
      overscan: 8,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.#host.requestUpdate(),
    };
  }
}
