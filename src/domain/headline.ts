import { guessDirection } from './metric-direction.ts';

const heldOut = /(^|[^a-z])(val|valid|validation|test|eval|dev|holdout)([^a-z]|$)/;

/** How much a metric tells about a run: scores on held-out data first, then their losses, then the training's own. */
export function headlineRank(key: string): number {
  const direction = guessDirection(key);
  const isHeldOut = heldOut.test(key.toLowerCase());
  const order = direction === 'higher' ? 0 : direction === 'lower' ? 1 : 2;
  return isHeldOut ? order : 3 + order;
}

/** The metric to show beside a run's name; the first one named wins among equals. */
export function chooseHeadline(keys: readonly string[]): string | undefined {
  let best: string | undefined;
  for (const key of keys) {
    if (best === undefined || headlineRank(key) < headlineRank(best)) best = key;
  }
  return best;
}
