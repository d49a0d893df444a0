import { isAscii } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Events are at most this long, their `\n` included. */
export const longestLineBytes = 1024 * 1024;

const newline = 10;
const buffer = Buffer.allocUnsafe(longestLineBytes);

/** A link is not followed, and a FIFO that took the file's place does not block. Windows has neither flag. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Bytes by which a file is recognized as the one that was read before. */
export const headBytes = 256;

/** Where reading stands in a file. */
export interface Position {
  readonly offset: number;
  /** True within a line that is over the limit: it is passed over up to its end. */
  readonly inLongLine: boolean;
}

export interface Slice {
  /** True when a line over the limit ends in this slice; it comes before `lines`. */
  readonly endsLongLine: boolean;
  /** Complete lines, without their ends. */
  readonly lines: readonly string[];
  /** False when no line has a `\u` escape, so that none has to be looked through for one that cannot be kept. */
  readonly hasUnicodeEscapes: boolean;
  /** A copy of the file's first bytes, `headBytes` at most, when the slice begins with them. */
  readonly head: Uint8Array | undefined;
  /** Where the next slice begins. */
  readonly next: Position;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

/**
 * Reads the complete lines that follow, at most a MiB of them. A last line without `\n` is still being written
 * and stays for the next time; a line over the limit is passed over piece by piece, in bounded time and memory.
 * Synchronous: it is called in the catalog worker only, where it is faster.
 *
 * @throws When the file cannot be opened or is no regular file.
 */
export function readSlice(file: string, from: Position): Slice {
  const descriptor = openSync(file, openFlags);
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) throw new Error('it is no regular file');
    const length = readSync(descriptor, buffer, 0, buffer.length, from.offset);
    const cutOff = cut(from, length);
    const head =
      from.offset === 0
        ? Uint8Array.from(buffer.subarray(0, Math.min(headBytes, cutOff.next.offset)))
        : undefined;
    return { ...cutOff, head, sizeBytes: found.size, modifiedAtMs: found.mtimeMs };
  } finally {
    closeSync(descriptor);
  }
}

type Cut = Pick<Slice, 'endsLongLine' | 'lines' | 'hasUnicodeEscapes' | 'next'>;

function cut(from: Position, length: number): Cut {
  const nothing = { endsLongLine: false, lines: [], hasUnicodeEscapes: false };
  if (length === 0) return { ...nothing, next: from };
  const filled = buffer.subarray(0, length);
  const begin = from.inLongLine ? filled.indexOf(newline) + 1 : 0;
  const goesOn = { ...nothing, next: { offset: from.offset + length, inLongLine: true } };
  if (from.inLongLine && begin === 0) return goesOn;
  const end = filled.lastIndexOf(newline);
  if (end < 0) return length < buffer.length ? { ...nothing, next: from } : goesOn;
  const text = filled.subarray(begin, Math.max(begin, end));
  return {
    endsLongLine: from.inLongLine,
    // Decoding UTF-8 costs several times as much as looking whether there is any.
    lines: end < begin ? [] : text.toString(isAscii(text) ? 'latin1' : 'utf8').split('\n'),
    hasUnicodeEscapes: text.includes('\\u'),
    next: { offset: from.offset + end + 1, inLongLine: false },
  };
}

/** The first bytes of a regular file; undefined when there is none. */
export function readHead(file: string, bytes: number): Buffer | undefined {
  try {
    const descriptor = openSync(file, openFlags);
    try {
      if (!fstatSync(descriptor).isFile()) return undefined;
      const head = Buffer.alloc(bytes);
      return head.subarray(0, readSync(descriptor, head, 0, bytes, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
