import { Emitter, type Event } from '../../src/base/emitter.ts';

export interface CursorPlace {
  readonly x: number;
  /** The metric whose chart has the pointer or the focus: its hover lists the values. */
  readonly key: string;
}

/** One cursor for all charts of a page. */
export class SharedCursor {
  readonly #changed = new Emitter<void>();
  #place: CursorPlace | null = null;
  readonly onChange: Event<void> = this.#changed.event;

  get place(): CursorPlace | null {
    return this.#place;
  }

  moveTo(place: CursorPlace | null): void {
    if (place?.x === this.#place?.x && place?.key === this.#place?.key) return;
    this.#place = place;
    this.#changed.fire();
  }
}
