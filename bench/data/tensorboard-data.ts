import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { maskedCrc32c } from './crc32c.ts';
import { type MadeUpRun, madeUpRun, metricKeys, type Size, stepMs, valuesAt } from './learning-curves.ts';

/**
 * Writes the same runs as TensorBoard event files, one event a scalar, as SummaryWriter.add_scalar does: records of
 * length, checksum, protobuf, checksum. Its own writer would take ten minutes for ten million points.
 */
export async function writeTensorboardData(folder: string, size: Size): Promise<void> {
  for (let index = 0; index < size.runs; index++) {
    const run = madeUpRun(index, size);
    const runFolder = path.join(folder, run.name);
    await mkdir(runFolder, { recursive: true });
    const seconds = Math.floor(run.startedAtMs / 1000);
    await writeFile(path.join(runFolder, `events.out.tfevents.${seconds}.bench`), eventsOf(run, size));
  }
}

const recordOverhead = 16;
/** More than an event of ours takes. */
const mostEventBytes = 64;

function eventsOf(run: MadeUpRun, size: Size): Uint8Array {
  const bytes = Buffer.alloc((size.steps * metricKeys.length + 1) * (recordOverhead + mostEventBytes));
  const values = new Float64Array(metricKeys.length);
  const tags = metricKeys.map((key) => Buffer.from(key));
  let at = writeRecord(bytes, 0, (body) => writeFileVersion(bytes, body, run.startedAtMs / 1000));
  for (let step = 0; step < size.steps; step++) {
    valuesAt(run, step, size, values);
    const wallTime = (run.startedAtMs + (step + 1) * stepMs) / 1000;
    for (const [metric, tag] of tags.entries()) {
      const value = values[metric] ?? 0;
      at = writeRecord(bytes, at, (body) => writeScalar(bytes, body, wallTime, step, tag, value));
    }
  }
  return bytes.subarray(0, at);
}

/** `write` puts the event at an offset and gives where it ends; so does this. */
function writeRecord(bytes: Buffer, at: number, write: (body: number) => number): number {
  const body = at + 12;
  const end = write(body);
  bytes.writeBigUInt64LE(BigInt(end - body), at);
  bytes.writeUInt32LE(maskedCrc32c(bytes, at, at + 8), at + 8);
  return bytes.writeUInt32LE(maskedCrc32c(bytes, body, end), end);
}

/** Event { double wall_time = 1; string file_version = 3; } */
function writeFileVersion(bytes: Buffer, at: number, wallTime: number): number {
  const version = 'brain.Event:2';
  bytes[at] = 0x09;
  bytes.writeDoubleLE(wallTime, at + 1);
  bytes[at + 9] = 0x1a;
  bytes[at + 10] = version.length;
  return at + 11 + bytes.write(version, at + 11, 'latin1');
}

/** Event { double wall_time = 1; int64 step = 2; Summary { Value { string tag = 1; float simple_value = 2; } = 1 } = 5; } */
function writeScalar(
  bytes: Buffer,
  start: number,
  wallTime: number,
  step: number,
  tag: Buffer,
  value: number,
): number {
  let at = start;
  bytes[at++] = 0x09;
  at = bytes.writeDoubleLE(wallTime, at);
  bytes[at++] = 0x10;
  at = writeVarint(bytes, at, step);
  const valueLength = 2 + tag.length + 5;
  bytes[at++] = 0x2a;
  bytes[at++] = 2 + valueLength;
  bytes[at++] = 0x0a;
  bytes[at++] = valueLength;
  bytes[at++] = 0x0a;
  bytes[at++] = tag.length;
  at += tag.copy(bytes, at);
  bytes[at++] = 0x15;
  return bytes.writeFloatLE(value, at);
}

function writeVarint(bytes: Buffer, start: number, value: number): number {
  let at = start;
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
  bytes[at++] = rest;
  return at;
}
