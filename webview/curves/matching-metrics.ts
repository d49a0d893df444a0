/** Metrics whose key holds all the words, in any order; keys that begin with the first word come first. */
export function matchingMetrics(metrics: readonly string[], text: string): string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0];
  const found = metrics.filter((key) => words.every((word) => key.toLowerCase().includes(word)));
  if (first === undefined) return found;
  const begins = (key: string) => Number(key.toLowerCase().startsWith(first));
  return found.sort((a, b) => begins(b) - begins(a));
}
