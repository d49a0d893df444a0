/** Rows that were logged with the same keys, being collected before they become an axis and its chunks. */
export interface Frame {
  readonly kind: SeriesKind;
  readonly keys: readonly string[];
  readonly steps: number[];
  readonly times: number[];
  readonly lines: number[];
  /** One list for each key. */
  readonly columns: readonly number[][];
}

export type SeriesKind = 'metric' | 'system';

export function makeFrame(kind: SeriesKind, keys: readonly string[]): Frame {
  return { kind, keys, steps: [], times: [], lines: [], columns: keys.map(() => []) };
}

/** Collects rows by their keys. Training loops log the same few sets of keys over and over. */
export class FrameCollector {
  readonly #frames = new Map<string, Frame>();
  #last: Frame | undefined;

  get frames(): Iterable<Frame> {
    return this.#frames.values();
  }

  add(
    kind: SeriesKind,
    step: number,
    atMs: number,
    line: number,
    values: Readonly<Record<string, number | string>>,
  ): void {
    const frame = this.#matchesLast(kind, values) ?? this.#find(kind, Object.keys(values));
    this.#last = frame;
    frame.steps.push(step);
    frame.times.push(atMs);
    frame.lines.push(line);
    for (let i = 0; i < frame.keys.length; i++) {
      const value = values[frame.keys[i] as string];
      (frame.columns[i] as number[]).push(typeof value === 'number' ? value : Number(value));
    }
  }

  /** The frame of the previous row when this one has the same keys in the same order: nearly always. */
  #matchesLast(kind: SeriesKind, values: Readonly<Record<string, unknown>>): Frame | undefined {
    const last = this.#last;
    if (last?.kind !== kind) return undefined;
    let i = 0;
    for (const key in values) {
      if (last.keys[i] !== key) return undefined;
      i++;
    }
    return i === last.keys.length ? last : undefined;
  }

  #find(kind: SeriesKind, keys: string[]): Frame {
    const signature = `${kind} ${JSON.stringify(keys)}`;
    let frame = this.#frames.get(signature);
    if (!frame) {
      frame = makeFrame(kind, keys);
      this.#frames.set(signature, frame);
    }
    return frame;
  }
}
