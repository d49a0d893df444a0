/** Digits that are worth reading in a table: a value of 0.012345678 is told by 0.012346. */
const significantDigits = 6;
/** Fewer would tell a few runs apart, but 0.97 beside a console that says 0.9741 looks like another value. */
const fewestDigits = 4;
const fewestDecimals = 2;
const mostDecimals = 15;

/**
 * How many decimals tell these numbers apart: 0 for integers, else four to six significant digits of the largest,
 * and no more than the numbers have. NaN and infinities do not count.
 */
export function decimalsToTellApart(numbers: readonly number[]): number {
  const finite = numbers.filter(Number.isFinite);
  const largest = finite.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  if (finite.every(Number.isInteger)) return 0;
  const magnitude = largest === 0 ? 0 : Math.floor(Math.log10(largest));
  const digits = (count: number) => Math.min(mostDecimals, Math.max(0, count - 1 - magnitude));
  const most = digits(significantDigits);
  const different = countDifferent(finite, most);
  let decimals = Math.max(digits(fewestDigits), Math.min(fewestDecimals, most));
  while (decimals < most && (countDifferent(finite, decimals) < different || hidesAll(finite, decimals)))
    decimals++;
  return withoutTrailingZeros(finite, decimals);
}

/** As few decimals as say the same: 0.5 and 0.25 need two, whatever the digits allow. */
function withoutTrailingZeros(numbers: readonly number[], decimals: number): number {
  const said = (count: number) => numbers.map((number) => Number(number.toFixed(count)));
  const all = said(decimals);
  let fewest = decimals;
  while (fewest > 0 && said(fewest - 1).every((number, i) => number === all[i])) fewest--;
  return fewest;
}

function countDifferent(numbers: readonly number[], decimals: number): number {
  return new Set(numbers.map((number) => number.toFixed(decimals))).size;
}

/** True when rounding would show some value that is not zero as zero. */
function hidesAll(numbers: readonly number[], decimals: number): boolean {
  return numbers.some((number) => number !== 0 && Number(number.toFixed(decimals)) === 0);
}
