/** Reads `key` or `key=value`; undefined when there is no key. */
export function parseTag(text: string): { readonly key: string; readonly value: string } | undefined {
  const at = text.indexOf('=');
  const key = (at < 0 ? text : text.slice(0, at)).trim();
  if (key === '') return undefined;
  return { key, value: at < 0 ? '' : text.slice(at + 1).trim() };
}
