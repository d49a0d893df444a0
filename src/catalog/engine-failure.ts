/**
 * Whether the SQL engine itself cannot go on (the file is damaged, memory is used up), as opposed to one value that
 * it does not take. sql.js gives SQLite's messages and nothing else to tell them apart.
 */
export function isEngineFailure(error: unknown): boolean {
  return (
    error instanceof Error &&
    /malformed|not a database|out of memory|disk|full|memory access/i.test(error.message)
  );
}
