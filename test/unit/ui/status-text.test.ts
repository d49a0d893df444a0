import { describe, expect, it } from 'vitest';
import type { RunId } from '../../../src/domain/run.ts';
import type { CatalogStatus, RunSummary } from '../../../src/protocol/catalog.ts';
import { describeRun } from '../../../src/ui/runs/describe-run.ts';
import { findMessage, findRunsState } from '../../../src/ui/runs/runs-state.ts';
import { describeStatus } from '../../../src/ui/status/status-text.ts';

const status = (parts: Partial<CatalogStatus> = {}): CatalogStatus => ({
  state: 'ready',
  bytesRead: 0,
  bytesTotal: 0,
  runs: 0,
  running: 0,
  problems: 0,
  message: null,
  ...parts,
});

const run = (parts: Partial<RunSummary> = {}): RunSummary => ({
  runId: 'r1' as RunId,
  experiment: 'digits',
  name: 'quiet-moth',
  status: 'running',
  startedAtMs: 0,
  endedAtMs: null,
  lastEventAtMs: 0,
  exitCode: null,
  error: null,
  archived: false,
  notes: null,
  tags: {},
  headline: { key: 'val_acc', value: 0.947219 },
  commit: null,
  dirty: false,
  problems: 0,
  ...parts,
});

describe('the status bar', () => {
  it('says nothing where there are no runs', () => {
    expect(describeStatus([], undefined)).toBeUndefined();
    expect(describeStatus([status()], undefined)).toBeUndefined();
  });

  it('counts the runs of all folders when none trains', () => {
    const said = describeStatus([status({ runs: 1_200 }), status({ runs: 4 })], undefined);
    expect(said).toEqual({ text: '$(graph-line) 1,204 runs', isProblem: false });
  });

  it('names the one run that trains, with its newest value', () => {
    const said = describeStatus([status({ runs: 2, running: 1 })], run());
    expect(said?.text).toBe('$(loading~spin) quiet-moth val_acc 0.9472');
  });

  it('counts several that train', () => {
    const said = describeStatus([status({ runs: 5, running: 3 })], run());
    expect(said?.text).toBe('$(loading~spin) 3 running, val_acc 0.9472');
  });

  it('makes no icon of a name', () => {
    const said = describeStatus([status({ runs: 1, running: 1 })], run({ name: '$(flame)', headline: null }));
    expect(said?.text).toBe('$(loading~spin) $ (flame)');
  });

  it('warns of lines that cannot be read, and of a catalog that cannot', () => {
    expect(describeStatus([status({ runs: 3, problems: 1 })], undefined)).toEqual({
      text: '$(warning) 1 unreadable line',
      isProblem: true,
    });
    expect(describeStatus([status({ state: 'unavailable' })], undefined)?.isProblem).toBe(true);
  });
});

describe('what the view Runs shows', () => {
  const look = (parts: Partial<Parameters<typeof findRunsState>[0]> = {}) =>
    findRunsState({ statuses: [status()], listed: 0, filterText: '', ...parts });

  it('is one state at a time', () => {
    expect(look()).toBe('empty');
    expect(look({ listed: 2, statuses: [status({ runs: 9 })] })).toBe('listed');
    expect(look({ statuses: [status({ runs: 9 })], filterText: 'x' })).toBe('filtered');
    expect(look({ statuses: [status({ runs: 9 })] })).toBe('archived');
    expect(look({ statuses: [status({ state: 'reading' })] })).toBe('reading');
    expect(look({ statuses: [] })).toBe('reading');
    expect(look({ statuses: [status({ state: 'unavailable' })] })).toBe('unavailable');
  });

  it('is empty for a filter that has nothing to look through', () => {
    expect(look({ filterText: 'x' })).toBe('empty');
  });

  it('tells of a long read, not of a live run, and of what is broken', () => {
    expect(findMessage([status({ bytesTotal: 100, bytesRead: 40 })])).toBeUndefined();
    expect(findMessage([status({ bytesTotal: 100e6, bytesRead: 42e6 })])).toBe('Reading runs, 42 %');
    expect(findMessage([status({ state: 'unavailable', message: 'No room.' })])).toBe('No room.');
  });
});

describe('what stands beside a run', () => {
  const now = 3 * 3_600_000;

  it('is its headline metric and its age', () => {
    const finished = run({ status: 'finished', endedAtMs: 3_600_000 });
    expect(describeRun(finished, now)).toBe('val_acc 0.9472, 2 h');
  });

  it('keeps both ends of a long key, so that the value stays in sight', () => {
    const headline = { key: 'layer0/grad_norm', value: 4 };
    expect(describeRun(run({ headline }), 42_000)).toBe('layer…d_norm 4, 42 s');
    expect(describeRun(run({ headline: { key: 'val_accuracy', value: 4 } }), 42_000)).toBe(
      'val_accuracy 4, 42 s',
    );
  });

  it('is how long it has been running, or how it ended', () => {
    expect(describeRun(run(), 42_000)).toBe('val_acc 0.9472, 42 s');
    const ended = { headline: null, endedAtMs: 0 } as const;
    expect(describeRun(run({ ...ended, status: 'failed', exitCode: 1 }), now)).toBe('exit 1, 3 h');
    expect(describeRun(run({ ...ended, status: 'failed' }), now)).toBe('3 h');
    expect(describeRun(run({ ...ended, status: 'interrupted', archived: true }), now)).toBe('3 h');
  });
});
