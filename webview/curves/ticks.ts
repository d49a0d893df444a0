import { formatFixed, formatNumber } from '../../src/domain/format.ts';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** The step of 1, 2, 2.5 or 5 times a power of ten that is not below `rough`. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Multiples of `step` from `low` to `high`, ends included; few enough that a wrong step cannot hang the page. */
export function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.min(200, Math.floor(high / step + 1e-9) - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step);
}

/** Decimals that a multiple of `step` needs. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 15; decimals++) {
    if (Math.abs(step - Number(step.toFixed(decimals))) < step * 1e-6) return decimals;
  }
  return 15;
}

/** At most about `most` ticks, all written with the same count of decimals. */
export function linearTicks(low: number, high: number, most: number): Tick[] {
  if (!(high > low)) return [];
  const step = niceStep((high - low) / Math.max(1, most));
  const decimals = decimalsOf(step);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  // Exponents are short while few digits tell the ticks apart.
  const isCompact = largest >= 1e12 || ((largest >= 1e7 || decimals > 6) && largest < step * 1e4);
  return multiples(low, high, step).map((value) => ({
    // -0 and 1e-17 are zero, whatever the multiplication says.
    value: Math.abs(value) < step * 1e-6 ? 0 : value,
    label: isCompact
      ? compact(value, step)
      : formatFixed(Math.abs(value) < step * 1e-6 ? 0 : value, decimals),
  }));
}

/** `2.5e7`, with the digits that tell it from the next tick. */
function compact(value: number, step: number): string {
  if (Math.abs(value) < step * 1e-6) return '0';
  const power = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  // One digit more than the step's own power, for steps of 2.5.
  const digits = Math.max(0, Math.min(15, power - Math.floor(Math.log10(step) + 1e-9) + 1));
  const [mantissa = '', exponent = '0'] = value.toExponential(digits).split('e');
  const shown = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${shown}e${Number(exponent)}`.replace(/-/g, '\u2212');
}

/** Powers of ten; with 2 and 5 between them where there is room; linear ticks within less than a decade. */
export function logTicks(low: number, high: number, most: number): Tick[] {
  if (!(low > 0) || !(high > low)) return [];
  const decades = Math.log10(high / low);
  if (decades < 1) return linearTicks(low, high, most);
  const factors = decades * 3 <= most ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / Math.max(1, most)));
  const ticks: Tick[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high) + 1e-9; power++) {
    if (factors.length === 1 && power % every !== 0) continue;
    for (const factor of factors) {
      const value = Number(`${factor}e${power}`);
      if (value >= low && value <= high) ticks.push({ value, label: formatLog(value) });
    }
  }
  return ticks;
}

function formatLog(value: number): string {
  return value >= 1e5 || value < 1e-3
    ? value.toExponential(0).replace('+', '').replace('-', '\u2212')
    : formatNumber(value);
}
