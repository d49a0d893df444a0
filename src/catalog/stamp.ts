/**
 * Orders what several files say of the same thing: by time, then by the writer's name. Two stamps compare as
 * text. What is equal was said by one file, whose order holds: the later line wins.
 */
export function makeStamp(atMs: number, writer: string): string {
  return `${String(Math.max(0, atMs)).padStart(15, '0')} ${writer}`;
}
