/**
 * Columns of numbers as blobs, little-endian as every machine that an editor runs on. The first byte says how:
 *   0  arithmetic progression: first (f64), difference (f64), count (u32)
 *   1  offsets: base (f64), then one u32 for each number
 *   2  raw: one f64 for each number
 * The header is padded to 8 bytes, so that raw numbers can be viewed in place.
 */
const headerBytes = 8;

/** More numbers than any chunk has: a damaged progression must not ask for gigabytes. */
const mostNumbers = 65_536;

export function encodeNumbers(numbers: Float64Array): Uint8Array {
  return encodeProgression(numbers) ?? encodeOffsets(numbers) ?? encodeRaw(numbers);
}

function encodeProgression(numbers: Float64Array): Uint8Array | undefined {
  const first = numbers[0] ?? 0;
  const difference = numbers.length > 1 ? (numbers[1] as number) - first : 0;
  if (!Number.isFinite(first) || !Number.isFinite(difference) || Object.is(first, -0)) return undefined;
  for (let i = 1; i < numbers.length; i++) {
    if (numbers[i] !== first + difference * i) return undefined;
  }
  const bytes = new Uint8Array(headerBytes + 20);
  const view = new DataView(bytes.buffer);
  view.setFloat64(8, first, true);
  view.setFloat64(16, difference, true);
  view.setUint32(24, numbers.length, true);
  return bytes;
}

function encodeOffsets(numbers: Float64Array): Uint8Array | undefined {
  let base = Number.POSITIVE_INFINITY;
  let top = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    if (!Number.isInteger(number) || Object.is(number, -0)) return undefined;
    if (number < base) base = number;
    if (number > top) top = number;
  }
  if (!(top - base < 2 ** 32)) return undefined;
  const bytes = new Uint8Array(headerBytes + 8 + numbers.length * 4);
  bytes[0] = 1;
  const view = new DataView(bytes.buffer);
  view.setFloat64(8, base, true);
  const offsets = new Uint32Array(bytes.buffer, 16);
  for (let i = 0; i < numbers.length; i++) offsets[i] = (numbers[i] as number) - base;
  return bytes;
}

function encodeRaw(numbers: Float64Array): Uint8Array {
  const bytes = new Uint8Array(headerBytes + numbers.length * 8);
  bytes[0] = 2;
  new Float64Array(bytes.buffer, headerBytes).set(numbers);
  return bytes;
}

/** @throws RangeError when the blob cannot be one that was encoded here. */
export function decodeNumbers(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0) {
    const first = view.getFloat64(8, true);
    const difference = view.getFloat64(16, true);
    const count = view.getUint32(24, true);
    if (count > mostNumbers) throw new RangeError(`A chunk of ${count} numbers is malformed.`);
    const numbers = new Float64Array(count);
    for (let i = 0; i < count; i++) numbers[i] = first + difference * i;
    return numbers;
  }
  if (bytes[0] === 1) {
    const base = view.getFloat64(8, true);
    const offsets = new Uint32Array(aligned(bytes, 16));
    const numbers = new Float64Array(offsets.length);
    for (let i = 0; i < numbers.length; i++) numbers[i] = base + (offsets[i] as number);
    return numbers;
  }
  return new Float64Array(aligned(bytes, headerBytes));
}

/** A copy of the bytes from an offset on: typed arrays do not look into a buffer at every place. */
function aligned(bytes: Uint8Array, from: number): ArrayBuffer {
  return new Uint8Array(bytes.subarray(from)).buffer;
}
