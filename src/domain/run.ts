import type { Brand } from '../base/brand.ts';

/** Names one run for ever: a UUIDv7, or whatever `[A-Za-z0-9._-]{1,64}` a launcher has chosen. */
export type RunId = Brand<string, 'RunId'>;

const runIdPattern = /^[A-Za-z0-9._-]{1,64}$/;

export function isRunId(text: string): text is RunId {
  return runIdPattern.test(text) && text !== '.' && text !== '..';
}

/** `interrupted` is never written: it is a run without an end from which nothing was heard for a minute. */
export const runStatuses = ['running', 'finished', 'failed', 'killed', 'interrupted'] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Silence after which a run without an end counts as interrupted, in milliseconds. */
export const interruptedAfterMs = 60_000;
