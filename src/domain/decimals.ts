/** Digits that are worth reading in a table: a value of 0.012345678 is told by 0.012346. */
const significantDigits = 6;
const mostDecimals = 15;

/**
 * How many decimals tell these numbers apart, and no more: 0 for integers, at most six significant digits of
 * the largest. NaN and infinities do not count.
 */
export function decimalsToTellApart(numbers: readonly number[]): number {
  const finite = numbers.filter(Number.isFinite);
  const largest = finite.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  if (finite.every(Number.isInteger)) return 0;
  const magnitude = largest === 0 ? 0 : Math.floor(Math.log10(largest));
  const most = Math.min(mostDecimals, Math.max(0, significantDigits - 1 - magnitude));
  const different = countDifferent(finite, most);
  for (let decimals = Math.min(2, most); decimals < most; decimals++) {
    if (countDifferent(finite, decimals) === different && !hidesAll(finite, decimals)) return decimals;
  }
  return most;
}

function countDifferent(numbers: readonly number[], decimals: number): number {
  return new Set(numbers.map((number) => number.toFixed(decimals))).size;
}

/** True when rounding would show some value that is not zero as zero. */
function hidesAll(numbers: readonly number[], decimals: number): boolean {
  return numbers.some((number) => number !== 0 && Number(number.toFixed(decimals)) === 0);
}
