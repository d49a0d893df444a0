import type { Disposable } from '../../src/base/disposable.ts';
import type { Series, SeriesRequest, XAxis } from '../../src/protocol/catalog.ts';
import { Latest, Pace } from '../compare/latest.ts';
import type { SeriesPort } from './series-port.ts';
import { isSameRequest } from './series-request.ts';
import type { Range } from './x-axis.ts';

/** What the charts show until the next answer: all of one axis. */
export interface ShownSeries {
  readonly axis: XAxis;
  /** x of the first and last point of everything that was asked so far; null while nothing has a point. */
  readonly extent: Range | null;
  /** A metric that is missing was not asked for yet. */
  readonly byKey: ReadonlyMap<string, readonly Series[]>;
}

/** Charts that are kept while out of sight, so that scrolling back shows them at once. */
const mostKept = 48;
/** Live points are asked for at most ten times a second; a slower answer holds the next question back. */
const liveIntervalMs = 100;

/** Keeps the series of the charts in sight up to date: latest wins, one question at a time. */
export class SeriesSource implements Disposable {
  readonly #port: () => SeriesPort;
  readonly #onChange: () => void;
  readonly #latest: Latest;
  readonly #live: Pace;
  #request: SeriesRequest | undefined;
  #shown: ShownSeries = { axis: 'step', extent: null, byKey: new Map() };
  #failure: string | null = null;

  constructor(port: () => SeriesPort, onChange: () => void) {
    this.#port = port;
    this.#onChange = onChange;
    this.#latest = new Latest((error) => {
      this.#failure = error instanceof Error ? error.message : String(error);
      onChange();
    });
    this.#live = new Pace(liveIntervalMs, () => this.#ask());
  }

  get shown(): ShownSeries {
    return this.#shown;
  }

  /** Why the last question had no answer, for a person. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Asks at once when something else is wanted than before. */
  want(request: SeriesRequest): void {
    if (isSameRequest(this.#request, request)) return;
    const before = this.#request;
    this.#request = request;
    const isOtherRuns = before !== undefined && String(before.runIds) !== String(request.runIds);
    // Kept answers of charts out of sight do not know the newly ticked runs.
    if (isOtherRuns) this.#forget(new Set(request.keys));
    this.#ask();
  }

  /** Points have come. */
  refresh(): void {
    if (this.#request) this.#live.request();
  }

  retry(): void {
    this.#failure = null;
    this.#onChange();
    this.#ask();
  }

  dispose(): void {
    this.#latest.dispose();
    this.#live.dispose();
  }

  #ask(): void {
    const request = this.#request;
    if (!request || request.keys.length === 0 || request.runIds.length === 0) return;
    this.#latest.ask(async (signal) => {
      const { series, extent } = await this.#port().ask('series', request, signal);
      this.#failure = null;
      // The answer for another axis would be drawn in the wrong place; the right one is under way.
      if (request.x === this.#request?.x) this.#take(request, series, extent);
      this.#onChange();
    });
  }

  #take(request: SeriesRequest, series: readonly Series[], extent: Range | null): void {
    const isOtherAxis = request.x !== this.#shown.axis;
    const isWhole = isOtherAxis || request.keys.length >= this.#shown.byKey.size;
    const byKey = new Map(isOtherAxis ? [] : this.#shown.byKey);
    for (const key of request.keys) {
      byKey.delete(key);
      byKey.set(
        key,
        series.filter((one) => one.key === key),
      );
    }
    for (const key of byKey.keys()) {
      if (byKey.size <= Math.max(mostKept, request.keys.length)) break;
      byKey.delete(key);
    }
    this.#shown = { axis: request.x, extent: isWhole ? extent : union(this.#shown.extent, extent), byKey };
  }

  #forget(kept: ReadonlySet<string>): void {
    const byKey = new Map([...this.#shown.byKey].filter(([key]) => kept.has(key)));
    this.#shown = { ...this.#shown, byKey };
  }
}

function union(a: Range | null, b: Range | null): Range | null {
  if (!a || !b) return a ?? b;
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}
