/**
 * Exponential moving average weighted by the distance between points, debiased: the form that W&B documents as
 * time-weighted EMA, and that equals TensorBoard's where points are evenly spaced.
 *
 * With weight w, and distances measured in thousandths of the whole range of x, so that the same weight looks the
 * same on runs of any length:
 *   s_i = s_(i-1) * w^d_i + y_i,  n_i = n_(i-1) * w^d_i + 1,  smoothed_i = s_i / n_i,  d_i = (x_i - x_(i-1)) / range * 1000
 *
 * @param x Ascending.
 * @param y Beside `x`; finite.
 * @param weight 0 (returns `y`) to below 1.
 */
export function smooth(x: Float64Array, y: Float64Array, weight: number): Float64Array {
  const smoothed = new Float64Array(y.length);
  const range = (x.at(-1) ?? 0) - (x[0] ?? 0);
  const perUnit = range > 0 ? 1000 / range : 1;
  let sum = 0;
  let norm = 0;
  let before = x[0] ?? 0;
  for (let i = 0; i < y.length; i++) {
    const here = x[i] as number;
    const decay = weight ** Math.min(Math.max(0, (here - before) * perUnit), 1000);
    sum = sum * decay + (y[i] as number);
    norm = norm * decay + 1;
    smoothed[i] = sum / norm;
    before = here;
  }
  return smoothed;
}
