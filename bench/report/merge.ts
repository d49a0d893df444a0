import type { Report } from './result.ts';

/**
 * A run of some benches renews their figures and keeps the others', if those are from the same machine and the same
 * versions: figures of two machines are never put side by side.
 */
export function mergeReports(before: Report | undefined, now: Report): Report {
  if (!before?.full || !now.full || !isSame(before.machine, now.machine)) return now;
  const shared = Object.keys(now.versions).filter((name) => name in before.versions);
  if (shared.some((name) => before.versions[name] !== now.versions[name])) return now;
  const renewed = new Set(now.results.map((result) => result.bench));
  return {
    ...now,
    versions: { ...before.versions, ...now.versions },
    results: [...before.results.filter((result) => !renewed.has(result.bench)), ...now.results],
  };
}

function isSame(one: Report['machine'], other: Report['machine']): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
