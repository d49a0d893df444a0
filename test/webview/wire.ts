/**
 * How messages cross from the editor to a webview: as JSON, but typed arrays arrive as what they are. Undefined
 * is lost and NaN becomes null, exactly as in the editor; that is what packing is for.
 */
export function encodeMessage(message: unknown): string {
  return JSON.stringify(message, (_, value: unknown) => {
    if (!(value instanceof Float64Array)) return value;
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { float64: bytes.toString('base64') };
  });
}

/** The other end, as source text: it runs in the page before the page's own script. */
export const decodeMessageSource = `(text) => JSON.parse(text, (_, value) => {
  if (typeof value?.float64 !== 'string') return value;
  const bytes = Uint8Array.from(atob(value.float64), (letter) => letter.charCodeAt(0));
  return new Float64Array(bytes.buffer);
})`;
