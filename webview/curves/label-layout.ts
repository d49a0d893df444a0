interface Cluster {
  /** Sum of the tops that its members would like for the first of them. */
  wish: number;
  size: number;
}

/**
 * Pushes labels apart so that neighbours keep `gap` between their centres, each as near as possible to where it
 * belongs (least squares, by joining neighbours that collide). Where there is no room for all they overlap evenly.
 *
 * @param wanted Ascending centres.
 * @returns Centres in the same order, from `top` to `bottom`.
 */
export function pushApart(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const room = wanted.length > 1 ? (bottom - top) / (wanted.length - 1) : gap;
  const distance = Math.min(gap, Math.max(0, room));
  const clusters: Cluster[] = [];
  for (const [i, center] of wanted.entries()) {
    clusters.push({ wish: center - i * distance, size: 1 });
    joinColliding(clusters);
  }
  const placed: number[] = [];
  const last = bottom - (wanted.length - 1) * distance;
  for (const { wish, size } of clusters) {
    // In these coordinates, with the gaps taken out, all clusters lie between top and `last`.
    const base = Math.max(top, Math.min(last, wish / size));
    for (let i = 0; i < size; i++) placed.push(base + placed.length * distance);
  }
  return placed;
}

function joinColliding(clusters: Cluster[]): void {
  for (;;) {
    const below = clusters.at(-1);
    const above = clusters.at(-2);
    if (!below || !above || above.wish / above.size <= below.wish / below.size) return;
    clusters.pop();
    above.wish += below.wish;
    above.size += below.size;
  }
}
