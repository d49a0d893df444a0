/**
 * Chooses the points that draw the same line as all of them: for every pixel column the first, the minimum, the
 * maximum and the last (the M4 aggregation of Jugel et al., VLDB 2014). No spike is lost at any zoom.
 *
 * @param x Ascending.
 * @param y Beside `x`; finite.
 * @param begin Index of the first point in view, `end` of the one after the last.
 * @param pixels Columns over which x[begin] to x[end - 1] is spread.
 * @returns Ascending indices, at most 4 for a column.
 */
export function selectPoints(
  x: Float64Array,
  y: Float64Array,
  begin: number,
  end: number,
  pixels: number,
): Uint32Array {
  if (end - begin <= pixels * 4)
    return Uint32Array.from({ length: Math.max(0, end - begin) }, (_, i) => begin + i);
  const left = x[begin] as number;
  const width = (x[end - 1] as number) - left;
  const scale = width > 0 ? pixels / width : 0;
  const chosen = new Uint32Array(pixels * 4);
  let count = 0;
  for (let i = begin; i < end; ) {
    const column = Math.min(pixels - 1, Math.floor(((x[i] as number) - left) * scale));
    const first = i;
    let low = i;
    let high = i;
    for (; i < end && Math.min(pixels - 1, Math.floor(((x[i] as number) - left) * scale)) === column; i++) {
      if ((y[i] as number) < (y[low] as number)) low = i;
      if ((y[i] as number) > (y[high] as number)) high = i;
    }
    const last = i - 1;
    let previous = -1;
    for (const index of [first, Math.min(low, high), Math.max(low, high), last]) {
      if (index > previous) chosen[count++] = index;
      previous = Math.max(previous, index);
    }
  }
  return chosen.slice(0, count);
}
