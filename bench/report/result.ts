/** What one bench found for one measure; also the form in the JSON file. */
export interface Result {
  readonly bench: string;
  readonly measure: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** Median over the rounds; null when it could not be measured, with the reason in `why`. */
  readonly ours: number | null;
  readonly goal?: number;
  /** How many times better than the best peer ours is meant to be. */
  readonly goalRatio?: number;
  readonly peers: Readonly<Record<string, number | null>>;
  /** For each value that is null, and for each that is not what its name says at once: what a reader must know. */
  readonly why?: Readonly<Record<string, string>>;
  readonly rounds: number;
  /** Lowest and highest of our rounds. */
  readonly spread: readonly [number, number] | null;
  readonly peerSpreads: Readonly<Record<string, readonly [number, number]>>;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly os: string;
}

export interface Report {
  readonly machine: Machine;
  /** YYYY-MM-DD, UTC. */
  readonly date: string;
  /** False for a smoke test with small sizes, whose figures say nothing. */
  readonly full: boolean;
  readonly versions: Readonly<Record<string, string>>;
  readonly results: readonly Result[];
}

/** The best peer's name and value; undefined when no peer was measured. */
export function bestPeer(result: Result): { readonly name: string; readonly value: number } | undefined {
  let best: { name: string; value: number } | undefined;
  for (const [name, value] of Object.entries(result.peers)) {
    if (value === null || isFloor(name)) continue;
    if (!best || isBetter(result.better, value, best.value)) best = { name, value };
  }
  return best;
}

/** What is measured beside the peers as a bound, and is no tracker: it does not count as one. */
export function isFloor(peer: string): boolean {
  return peer.startsWith('floor:');
}

/** How many times better than the best peer ours is: above 1 is ahead. undefined without both, or at zero. */
export function ratioToBestPeer(result: Result): number | undefined {
  const best = bestPeer(result);
  if (!best || result.ours === null || result.ours === 0 || best.value === 0) return undefined;
  return result.better === 'lower' ? best.value / result.ours : result.ours / best.value;
}

/** undefined when there is no goal, or nothing to hold against it. */
export function isGoalReached(result: Result): boolean | undefined {
  const { goal, goalRatio, ours, better } = result;
  if (goal === undefined && goalRatio === undefined) return undefined;
  if (ours === null) return undefined;
  if (goal !== undefined && isBetter(better, goal, ours)) return false;
  if (goalRatio === undefined) return true;
  const ratio = ratioToBestPeer(result);
  return ratio === undefined ? undefined : ratio >= goalRatio;
}

function isBetter(better: 'lower' | 'higher', one: number, other: number): boolean {
  return better === 'lower' ? one < other : one > other;
}
