import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../src/domain/run.ts';
import { until } from '../unit/catalog/journal-fixture.ts';
import { canMount, SmallDisk, WriteProtection } from './file-system.ts';
import { JournalWriter } from './journal-writer.ts';
import { Training } from './training.ts';
import { type OpenCatalog, Workspace } from './workspace.ts';

/** Machines under load start Python slowly, and the client looks every 5 s whether it can record again. */
const patiently = 40_000;

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.dispose());

const runIdOf = (training: Training) => training.stdout.split('\n')[0] as RunId;
const timesSaid = (said: string) => said.split('cannot be recorded').length - 1;
const lastOf = (open: OpenCatalog, runId: RunId) => open.points(runId, 'loss').at(-1)?.[1] ?? -1;

async function startTraining(): Promise<{ training: Training; runId: RunId }> {
  const training = new Training(workspace.folder, 'steady.py');
  await training.firstOutput();
  return { training, runId: runIdOf(training) };
}

const grows = (open: OpenCatalog, runId: RunId, beyond: number) =>
  until(() => lastOf(open, runId) > beyond, 'the curve goes on', patiently);

/** The number of points that a training says it logged. */
async function finish(training: Training): Promise<number> {
  const { exitCode, stdout } = await training.stop();
  expect(exitCode).toBe(0);
  return Number(/trained (\d+)/.exec(stdout)?.[1]);
}

describe('a .runstone that cannot be written to', () => {
  let protection: WriteProtection;
  let journal: JournalWriter;
  beforeEach(() => {
    protection = new WriteProtection(workspace.store);
    workspace.atEnd(() => protection.remove());
    journal = new JournalWriter(workspace.folder);
    journal.writeRun(100);
    journal.writeRun(100);
    mkdirSync(path.join(workspace.store, 'journal'), { recursive: true });
  });

  it('is shown; that it cannot be saved is said once; a fact is refused with the reason', async () => {
    protection.set(true);
    const { catalog, complaints, read, runs } = await workspace.open();
    await read();
    expect(runs()).toHaveLength(2);
    expect([await catalog.save(), await catalog.save()]).toEqual([false, false]);
    await expect(
      catalog.record({ facts: [{ type: 'run.renamed', runId: 'run-0' as RunId, name: 'x' }] }),
    ).rejects.toThrow(/EROFS|EACCES/);
    await catalog.close();
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(/catalog\.db cannot be written .*nothing is lost/);
  });

  it('takes facts, and is saved, as soon as it can be written to again', async () => {
    protection.set(true);
    const { catalog, read, runs } = await workspace.open();
    await read();
    await catalog.save();
    const facts = [{ type: 'run.renamed' as const, runId: 'run-0' as RunId, name: 'named at last' }];
    await catalog.record({ facts }).catch(() => {});
    protection.set(false);
    await catalog.record({ facts });
    expect(runs().map(({ name }) => name)).toContain('named at last');
    expect(await catalog.save()).toBe(true);
    expect(existsSync(path.join(workspace.store, 'catalog.db'))).toBe(true);
  });

  it('stops no training: it is said once, and what follows is recorded once it can be', async () => {
    protection.set(true);
    const open = await workspace.open();
    const { training, runId } = await startTraining();
    await until(() => timesSaid(training.stderr) > 0, 'it is said', patiently);
    protection.set(false);
    await grows(open, runId, 0);
    const logged = await finish(training);
    expect(timesSaid(training.stderr)).toBe(1);
    await until(() => lastOf(open, runId) === logged - 1, 'the last point is shown', patiently);
    expect(open.catalog.run({ runId })).toMatchObject({
      status: 'finished',
      problems: 0,
      params: [{ key: 'lr', value: 0.1 }],
    });
  });
});

describe('a .runstone that is deleted', () => {
  it('under a window and a training at once is shown again with what follows, and the training says it once', async () => {
    const open = await workspace.open();
    const { training, runId } = await startTraining();
    await grows(open, runId, 5);
    rmSync(workspace.store, { recursive: true, maxRetries: 5 });
    await until(() => open.runs().length === 0, 'nothing is shown', patiently);
    await grows(open, runId, 5);
    const logged = await finish(training);
    await until(() => lastOf(open, runId) === logged - 1, 'the last point is shown', patiently);
    expect(open.catalog.run({ runId })).toMatchObject({
      status: 'finished',
      problems: 0,
      params: [{ key: 'lr', value: 0.1 }],
    });
    expect(training.stderr).toMatch(/^runstone: .* was moved or deleted\..*\n$/);
    expect(open.complaints).toEqual([]);
  });

  it('under a window loses no fact that is stated afterwards, and the catalog is saved in the new one', async () => {
    const journal = new JournalWriter(workspace.folder);
    journal.writeRun(100);
    const open = await workspace.open();
    await open.read();
    rmSync(workspace.store, { recursive: true });
    await open.catalog.record({
      facts: [{ type: 'run.renamed', runId: 'run-1' as RunId, name: 'named before' }],
    });
    journal.writeRun(100);
    await until(() => open.runs().some(({ runId }) => runId === 'run-1'), 'the new run is shown', patiently);
    await open.read();
    expect(await open.catalog.save()).toBe(true);
    await open.catalog.close();
    const again = await workspace.open();
    await again.read();
    expect(again.runs().map(({ runId }) => runId)).toEqual(['run-1']);
    expect(open.complaints).toEqual([]);
  });

  it('or moved away and back keeps all that was in it', async () => {
    const open = await workspace.open();
    const { training, runId } = await startTraining();
    await grows(open, runId, 5);
    const aside = path.join(workspace.folder, 'aside');
    training.hold();
    renameSync(workspace.store, aside);
    await until(() => open.runs().length === 0, 'nothing is shown', patiently);
    renameSync(aside, workspace.store);
    training.letGo();
    const logged = await finish(training);
    await until(() => lastOf(open, runId) === logged - 1, 'the last point is shown', patiently);
    expect(open.points(runId, 'loss')).toHaveLength(logged);
  });
});

describe.skipIf(!canMount)('a full disk', () => {
  const ballast = () => path.join(workspace.store, 'ballast');
  beforeEach(() => {
    const disk = new SmallDisk(workspace.store, 512);
    workspace.atEnd(() => disk.unmount());
  });

  function fillDisk(): void {
    try {
      for (let i = 0; ; i++) writeFileSync(ballast() + i, Buffer.alloc(4096));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    }
  }
  function makeRoom(): void {
    for (const name of readdirSync(workspace.store).filter((one) => one.startsWith('ballast')))
      rmSync(path.join(workspace.store, name));
  }

  it('stops no training: it is said once, and what follows is recorded when there is room again', async () => {
    const open = await workspace.open();
    const { training, runId } = await startTraining();
    await grows(open, runId, 5);
    fillDisk();
    await until(() => timesSaid(training.stderr) > 0, 'it is said', patiently);
    const before = lastOf(open, runId);
    makeRoom();
    await grows(open, runId, before);
    const logged = await finish(training);
    expect(timesSaid(training.stderr)).toBe(1);
    await until(() => lastOf(open, runId) === logged - 1, 'the last point is shown', patiently);
    const steps = open.points(runId, 'loss').map(([step]) => step);
    expect(steps.slice(0, before + 1)).toEqual(Array.from({ length: before + 1 }, (_, step) => step));
    // At most the one line that the disk took half of.
    expect(open.catalog.problems({ limit: 10 }).length).toBeLessThanOrEqual(1);
    expect(open.catalog.run({ runId })?.status).toBe('finished');
  });

  it('leaves the catalog at work in memory: said once, no half file left, saved when there is room', async () => {
    const journal = new JournalWriter(workspace.folder);
    journal.writeRun(100);
    const { catalog, complaints, read, runs } = await workspace.open();
    await read();
    fillDisk();
    expect([await catalog.save(), await catalog.save()]).toEqual([false, false]);
    expect(runs()).toHaveLength(1);
    expect(readdirSync(workspace.store).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const facts = [{ type: 'note' as const, runId: 'run-0' as RunId, text: 'x'.repeat(20_000) }];
    await expect(catalog.record({ facts })).rejects.toThrow(/ENOSPC/);
    makeRoom();
    await catalog.record({ facts });
    await read();
    expect(await catalog.save()).toBe(true);
    expect(catalog.run({ runId: 'run-0' as RunId })?.notes).toHaveLength(20_000);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(/ENOSPC/);
  });
});

if (!canMount)
  console.log('A full disk is not tested: this process may not mount a small one (root on Linux may).');
