import { type Disposable, toDisposable } from '../../src/base/disposable.ts';
import type { Projection } from './projection.ts';
import type { Range } from './x-axis.ts';
import { panBy, zoomAround, zoomTo } from './zoom.ts';

/** What gestures on a plot need to know, and what they ask for. Pixels are CSS pixels from the plot's left or top. */
export interface GestureTarget {
  projection(): Projection | undefined;
  /** Everything there is in x; zooms stay in it. */
  extent(): Range | null;
  hover(pixel: { readonly x: number; readonly y: number } | null): void;
  /** The band of a drag under way. */
  select(band: Range | null): void;
  zoom(range: Range | null): void;
}

/** Below this a drag is a click, in pixels. */
const shortestDrag = 4;

type Drag =
  | { readonly kind: 'select'; readonly from: number }
  | { readonly kind: 'pan'; readonly from: number; readonly range: Range };

/** Drag zooms, Shift+drag pans, Ctrl+wheel zooms around the pointer, a double click shows everything. */
export class PlotGestures implements Disposable {
  readonly #element: HTMLElement;
  readonly #target: GestureTarget;
  readonly #listeners: Disposable[] = [];
  #drag: Drag | null = null;

  constructor(element: HTMLElement, target: GestureTarget) {
    this.#element = element;
    this.#target = target;
    this.#on('pointerdown', (event) => this.#press(event));
    this.#on('pointermove', (event) => this.#move(event));
    this.#on('pointerup', (event) => this.#release(event));
    this.#on('pointercancel', () => this.cancel());
    this.#on('pointerleave', () => target.hover(null));
    this.#on('dblclick', () => target.zoom(null));
    this.#on('wheel', (event) => this.#wheel(event), { passive: false });
  }

  get isDragging(): boolean {
    return this.#drag !== null;
  }

  cancel(): void {
    this.#drag = null;
    this.#target.select(null);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #on<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): void {
    this.#element.addEventListener(type, listener, options);
    this.#listeners.push(toDisposable(() => this.#element.removeEventListener(type, listener, options)));
  }

  #pixel(event: MouseEvent): { x: number; y: number } {
    const box = this.#element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #press(event: PointerEvent): void {
    const plot = this.#target.projection();
    if (event.button !== 0 || !plot || !this.#target.extent()) return;
    const from = this.#pixel(event).x;
    this.#drag = event.shiftKey ? { kind: 'pan', from, range: plot.xRange } : { kind: 'select', from };
    this.#element.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const here = this.#pixel(event);
    const plot = this.#target.projection();
    const extent = this.#target.extent();
    const drag = this.#drag;
    if (!drag || !plot || !extent) {
      this.#target.hover(here);
    } else if (drag.kind === 'select') {
      this.#target.hover(null);
      this.#target.select(Math.abs(here.x - drag.from) < shortestDrag ? null : [drag.from, here.x]);
    } else {
      const share = (drag.from - here.x) / (plot.area.right - plot.area.left);
      this.#target.hover(null);
      this.#target.zoom(panBy(drag.range, share, extent));
    }
  }

  #release(event: PointerEvent): void {
    const drag = this.#drag;
    this.cancel();
    const plot = this.#target.projection();
    const extent = this.#target.extent();
    if (drag?.kind !== 'select' || !plot || !extent) return;
    const to = this.#pixel(event).x;
    if (Math.abs(to - drag.from) < shortestDrag) return;
    const range = zoomTo(plot.xAt(drag.from), plot.xAt(to), extent);
    if (range) this.#target.zoom(range);
  }

  #wheel(event: WheelEvent): void {
    const plot = this.#target.projection();
    const extent = this.#target.extent();
    // Without Ctrl the wheel scrolls the page, as everywhere.
    if (!(event.ctrlKey || event.metaKey) || !plot || !extent) return;
    event.preventDefault();
    const factor = 1.0015 ** Math.max(-200, Math.min(200, event.deltaY));
    this.#target.zoom(zoomAround(plot.xRange, factor, plot.xAt(this.#pixel(event).x), extent));
  }
}
