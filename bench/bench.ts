import type { PeerEnvironment, Shipped, Tools } from './environment.ts';

export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly goal?: number;
  readonly goalRatio?: number;
  /** The goal is what the floor (a participant named `floor: ...`) reached in the same run. */
  readonly goalAtFloor?: boolean;
}

/** What one round of one participant found, by the name of the measure. */
export type Figures = Readonly<Record<string, number>>;

/** Runstone itself, or a peer. What it does in one round is comparable with what the others do. */
export interface Participant {
  /** `runstone`, a peer's name, or `floor: ...` for a bound that is no tracker. */
  readonly name: string;
  /** What a reader must know of its figures: fewer calls, a special setting. */
  readonly note?: string;
  /** Rounds after which more would only cost time; all by default. */
  readonly mostRounds?: number;
  /** Once, before the first round; a failure leaves this participant out and is told. */
  prepare?(): Promise<void>;
  measure(round: number): Promise<Figures>;
  dispose?(): Promise<void>;
}

export interface BenchContext {
  /** The checkout. */
  readonly root: string;
  /** Small sizes: shows that everything works, and nothing else. */
  readonly quick: boolean;
  /** An empty folder that is removed afterwards. */
  readonly folder: string;
  /** Files that several benches use; made once by whoever comes first. */
  readonly data: string;
  /** The Python that runs the client. */
  readonly python: string;
  /** The editor's own Node. */
  readonly node: string;
  /** Makes it when it is missing. */
  peer(name: string): Promise<PeerEnvironment>;
  readonly tools: Tools;
  /** Made when it is first asked for. */
  shipped(): Promise<Shipped>;
  say(text: string): void;
}

export interface Bench {
  readonly name: string;
  /** One or two sentences for docs/performance.md: what is done, and what is compared. */
  readonly about: string;
  /** What a profile shows where a goal is missed, and what was tried; follows the figures in docs/performance.md. */
  readonly findings?: string;
  readonly measures: readonly Measure[];
  /** Rounds where one takes minutes; all by default. */
  readonly mostRounds?: number;
  participants(context: BenchContext): Promise<readonly Participant[]> | readonly Participant[];
}
