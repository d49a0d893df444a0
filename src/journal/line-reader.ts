import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Events are at most this long, their `\n` included. */
export const longestLineBytes = 1024 * 1024;

const newline = 10;
const buffer = Buffer.allocUnsafe(longestLineBytes + 1);

export interface Slice {
  /** Complete lines, without their ends. */
  readonly lines: readonly string[];
  /** Where the next slice begins. */
  readonly nextOffset: number;
  /** True when the first line of the slice is the rest of one that is too long to be an event. */
  readonly oversized: boolean;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

/**
 * Reads the complete lines that follow `offset`, at most a MiB of them. A last line without `\n` is still
 * being written and stays for the next time. A line over the limit is passed over in bounded memory.
 * Synchronous: it is called in the catalog worker only, where it is faster.
 */
export function readSlice(file: string, offset: number): Slice {
  const descriptor = openSync(file, 'r');
  try {
    const { size, mtimeMs } = fstatSync(descriptor);
    const done = { sizeBytes: size, modifiedAtMs: mtimeMs };
    const length = readSync(descriptor, buffer, 0, buffer.length, offset);
    const end = length > 0 ? buffer.lastIndexOf(newline, length - 1) : -1;
    if (end >= 0) {
      const lines = buffer.toString('utf8', 0, end).split('\n');
      return { lines, nextOffset: offset + end + 1, oversized: false, ...done };
    }
    if (length < buffer.length) return { lines: [], nextOffset: offset, oversized: false, ...done };
    const next = findNewline(descriptor, offset + length);
    return { lines: [], nextOffset: next ?? offset, oversized: next !== undefined, ...done };
  } finally {
    closeSync(descriptor);
  }
}

/** The offset after the next `\n`, or undefined while there is none. */
function findNewline(descriptor: number, from: number): number | undefined {
  for (let offset = from; ; ) {
    const length = readSync(descriptor, buffer, 0, buffer.length, offset);
    if (length === 0) return undefined;
    const end = buffer.subarray(0, length).indexOf(newline);
    if (end >= 0) return offset + end + 1;
    offset += length;
  }
}
