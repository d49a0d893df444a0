/** A high surrogate with or without its low one, a low one alone, NUL, or any other escape. */
const escapes =
  /\\(?:u[dD][89abAB][0-9a-fA-F]{2}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|u[dD][c-fC-F][0-9a-fA-F]{2}|u0000|.)/g;
const pairLength = '\\ud83d\\ude00'.length;
const suspicious = /\\u(?:[dD][89a-fA-F]|0000)/;

/**
 * Replaces, in JSON text, the escapes of characters that UTF-8 or SQLite cannot hold: lone surrogates and NUL.
 * Without this two keys could differ in JavaScript and be the same in the catalog.
 */
export function replaceUnstorable(json: string): string {
  if (!suspicious.test(json)) return json;
  return json.replace(escapes, (match) => {
    if (match === '\\u0000') return '\\ufffd';
    const isSurrogate = /^\\u[dD][89a-fA-F]/.test(match);
    return isSurrogate && match.length < pairLength ? '\\ufffd' : match;
  });
}
