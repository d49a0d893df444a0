/**
 * Random numbers that can be had again: the seed is printed, and `RUNSTONE_SEED` sets it.
 * The generator is mulberry32 (Tommy Ettinger, public domain).
 */
export class Random {
  readonly seed = Number(process.env['RUNSTONE_SEED'] ?? Date.now() % 2 ** 32);
  #state: number = this.seed;

  /** @param what Names the test in what is printed. */
  constructor(what: string) {
    console.log(`${what}: RUNSTONE_SEED=${this.seed}`);
  }

  /** From 0 to below 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from `first` to `last`, both included. */
  integer(first: number, last: number): number {
    return first + Math.floor(this.fraction() * (last - first + 1));
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.integer(0, 255)));
  }
}
