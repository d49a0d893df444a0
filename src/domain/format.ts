/**
 * How numbers, times and sizes are written for people, the same in tree, table and charts: a true minus
 * sign, thousands with a comma, a quiet unit after a space. What is copied uses `exactText` instead.
 */
const minusSign = '\u2212';

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Puts a comma between thousands and a true minus before; exponents and fractions stay as they are. */
function typeset(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  if (!whole) return text;
  return (sign ? minusSign : '') + grouped(whole) + rest.replace('e-', `e${minusSign}`);
}

/** NaN and infinities as words; undefined for a finite number. */
function nonFiniteText(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return undefined;
  return value > 0 ? '+inf' : `${minusSign}inf`;
}

/** `decimals` 0 to 15, the same for a whole column; far too large or too small for it becomes an exponent. */
export function formatFixed(value: number, decimals: number): string {
  const words = nonFiniteText(value);
  if (words) return words;
  const size = Math.abs(value);
  if (size >= 1e12) return typeset(value.toExponential(3));
  if (size > 0 && decimals > 6 && size < 1e-4) return typeset(value.toExponential(3));
  return typeset(value.toFixed(Math.min(15, Math.max(0, decimals))));
}

/** At most `digits` significant digits, without trailing zeros. */
export function formatNumber(value: number, digits = 6): string {
  const words = nonFiniteText(value);
  if (words) return words;
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e12) return typeset(String(value));
  const text = String(Number(value.toPrecision(digits)));
  return typeset(
    size >= 1e12 || (size > 0 && size < 1e-4) ? value.toExponential(digits - 1).replace(/\.?0+e/, 'e') : text,
  );
}

export function formatCount(value: number): string {
  return value < 0 ? minusSign + grouped(String(-value)) : grouped(String(value));
}

/** `1 run`, `1,204 runs`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const two = (value: number) => String(value).padStart(2, '0');

/** `320 ms`, `48 s`, `12 m 04 s`, `2 h 05 m`, `3 d 04 h`. */
export function formatDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs)) return nonFiniteText(durationMs) ?? '';
  const sign = durationMs < 0 ? minusSign : '';
  const ms = Math.abs(durationMs);
  if (ms < 1000) return `${sign}${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (ms < 10_000 && ms % 1000 !== 0) return `${sign}${(ms / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${sign}${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${sign}${minutes} m ${two(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${sign}${hours} h ${two(minutes % 60)} m`;
  return `${sign}${Math.floor(hours / 24)} d ${two(hours % 24)} h`;
}

const dayMs = 86_400_000;
/** From here on a date says more than a number of days. */
const datedFromMs = 14 * dayMs;

/** How long ago: `now`, `5 m ago`, `3 h ago`, `2 d ago`, then the date. */
export function formatAge(atMs: number, nowMs: number): string {
  const age = formatShortAge(atMs, nowMs);
  return nowMs - atMs < 5000 || nowMs - atMs >= datedFromMs ? age : `${age} ago`;
}

/** The same where room is short: `now`, `5 m`, `3 h`, `2 d`, then the date. */
export function formatShortAge(atMs: number, nowMs: number): string {
  const ms = nowMs - atMs;
  if (ms < 5000) return 'now';
  if (ms < 60_000) return `${Math.floor(ms / 1000)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} m`;
  if (ms < dayMs) return `${Math.floor(ms / 3_600_000)} h`;
  if (ms < datedFromMs) return `${Math.floor(ms / dayMs)} d`;
  return formatDate(atMs);
}

export function formatDate(atMs: number): string {
  const date = new Date(atMs);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function formatTime(atMs: number): string {
  const date = new Date(atMs);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export function formatDateTime(atMs: number): string {
  return `${formatDate(atMs)} ${formatTime(atMs)}`;
}

/** Decimal units, as file managers of most systems and disk makers count: `7.4 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? formatCount(Math.round(value)) : formatFixed(value, 1)} ${units[unit]}`;
}

/** Everything that is known, for hovers and the clipboard: a plain minus, no commas, all digits. */
export function exactText(value: number | string | boolean | null): string {
  return value === null ? '' : String(value);
}
