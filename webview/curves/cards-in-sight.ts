import type { CurveCard } from './curve-card.ts';

/** Widths are rounded up to this, so that a resize does not ask again at every pixel. */
const widthStep = 64;

/** Which cards are in sight or nearly so, and how wide they are. A thousand others cost nothing. */
export class CardsInSight {
  readonly #onChange: () => void;
  readonly #observed = new Set<CurveCard>();
  readonly #seen = new Map<string, CurveCard>();
  readonly #sight: IntersectionObserver;
  readonly #size: ResizeObserver;
  #width = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#sight = new IntersectionObserver((entries) => this.#notice(entries), { rootMargin: '120px' });
    this.#size = new ResizeObserver(() => {
      if (this.#measure()) onChange();
    });
  }

  has(key: string): boolean {
    return this.#seen.has(key);
  }

  /** Of the widest card in sight, in CSS pixels. */
  get width(): number {
    return this.#width;
  }

  follow(cards: Iterable<CurveCard>): void {
    const present = new Set(cards);
    for (const card of this.#observed) {
      if (present.has(card)) continue;
      this.#sight.unobserve(card);
      this.#size.unobserve(card);
      this.#observed.delete(card);
      if (this.#seen.get(card.metric) === card) this.#seen.delete(card.metric);
    }
    for (const card of present) {
      if (this.#observed.has(card)) continue;
      this.#observed.add(card);
      this.#sight.observe(card);
      this.#size.observe(card);
    }
  }

  clear(): void {
    this.follow([]);
  }

  #notice(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const card = target as CurveCard;
      if (isIntersecting) this.#seen.set(card.metric, card);
      else if (this.#seen.get(card.metric) === card) this.#seen.delete(card.metric);
    }
    this.#measure();
    this.#onChange();
  }

  #measure(): boolean {
    const widest = Math.max(0, ...[...this.#seen.values()].map((card) => card.clientWidth));
    const width = Math.ceil(widest / widthStep) * widthStep;
    const isOther = width !== this.#width;
    this.#width = width;
    return isOther;
  }
}
