/** Digits of the largest safe integer. */
const digits = 16;

/**
 * Orders what several files say of the same thing: by time, then by the writer's name. Two stamps compare as
 * text. What is equal was said by one file, whose order holds: the later line wins.
 *
 * @param clockMs The file's clock: the latest `at` so far, so that a clock that goes back does not reorder a file.
 * @param source Names the file among those that speak of one run.
 */
export function makeStamp(clockMs: number, source: string): string {
  return `${String(Math.max(0, clockMs)).padStart(digits, '0')} ${source}`;
}

/** The time of a stamp, in Unix milliseconds; 0 for an empty one. */
export function stampTime(stamp: string): number {
  return Number(stamp.slice(0, digits));
}
