import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Liveness, type OpenRun } from '../../../src/catalog/liveness.ts';
import type { RunId } from '../../../src/domain/run.ts';
import { JournalFixture, until } from './journal-fixture.ts';

const host = os.hostname();
const now = 1_900_000_000_000;
const open = (more: Partial<OpenRun> = {}): OpenRun => ({
  runRef: 1,
  lastEventAtMs: now - 10_000,
  host,
  pid: process.pid,
  processAtMs: Date.now(),
  ...more,
});
/** Larger than any process id that is given out. */
const noPid = 2 ** 22 + 1;

describe('a run without an end', () => {
  it('is interrupted after a minute without an event, on whatever host', () => {
    const liveness = new Liveness(host);
    expect(liveness.isInterrupted(open({ host: 'other', lastEventAtMs: now - 60_000 }), now)).toBe(false);
    expect(liveness.isInterrupted(open({ host: 'other', lastEventAtMs: now - 60_001 }), now)).toBe(true);
  });

  it('is interrupted within seconds when its process on this host is gone', () => {
    const liveness = new Liveness(host);
    expect(liveness.isInterrupted(open({ pid: noPid }), now)).toBe(false);
    expect(liveness.isInterrupted(open({ pid: noPid }), now + 2_000)).toBe(true);
    expect(liveness.isInterrupted(open({ pid: noPid, host: 'other', runRef: 2 }), now + 2_000)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('is not kept alive by a later process that was given its id', () => {
    const liveness = new Liveness(host);
    const began = Date.now() - 3_600_000;
    const reused = open({ processAtMs: began });
    expect(liveness.isInterrupted(open(), now)).toBe(false);
    liveness.isInterrupted(reused, now);
    expect(liveness.isInterrupted(reused, now + 2_000)).toBe(true);
  });

  it('that is heard of after it was believed dead is not judged by its process again', () => {
    const liveness = new Liveness(host);
    const run = open({ pid: noPid });
    liveness.isInterrupted(run, now);
    expect(liveness.isInterrupted(run, now + 2_000)).toBe(true);
    liveness.heard(1, now + 3_000);
    expect(liveness.isInterrupted(run, now + 30_000)).toBe(false);
    expect(liveness.isInterrupted(run, now + 63_001)).toBe(true);
  });

  it('is not kept alive by a clock that runs ahead', () => {
    const liveness = new Liveness(host);
    expect(liveness.isInterrupted(open({ host: 'other', lastEventAtMs: now + 86_400_000 }), now)).toBe(true);
    liveness.heard(1, now);
    expect(liveness.isInterrupted(open({ host: 'other', lastEventAtMs: now + 86_400_000 }), now)).toBe(false);
  });
});

describe('in the catalog', () => {
  let fixture: JournalFixture;
  beforeEach(() => {
    fixture = new JournalFixture();
  });
  afterEach(() => fixture.dispose());

  it('a training that was killed becomes interrupted, and one that is resumed runs again', async () => {
    const training = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(training, 'spawn');
    const started = { type: 'run.started', runId: 'a', experiment: 'e', host };
    fixture.append('runs/a/main.jsonl', { ...started, at: Date.now(), pid: training.pid });
    const catalog = await fixture.open('auto');
    const status = () => catalog.run({ runId: 'a' as RunId })?.status;
    expect(status()).toBe('running');
    training.kill('SIGKILL');
    await until(() => status() === 'interrupted', 'the run is interrupted', 20_000);
    await until(
      () =>
        fixture.notices.some(
          (notice) => notice.notice === 'changed' && notice.runIds?.includes('a' as RunId),
        ),
      'the change is told',
    );
    expect(catalog.status().running).toBe(0);
    fixture.append('runs/a/second.jsonl', { type: 'run.resumed', at: Date.now(), host, pid: process.pid });
    await until(() => status() === 'running', 'the run is running again');
  });
});
