import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { RandomJournal } from './random-journal.ts';
import { makeRoot, StepwiseCatalog } from './stepwise-catalog.ts';

const seeds = Array.from({ length: 12 }, (_, i) => i + 1);

it('what was read step by step, with restarts between, is what a rebuild from nothing gives, table by table', async () => {
  for (const seed of seeds) {
    const root = makeRoot();
    const journal = new RandomJournal(root, seed);
    const followed = await StepwiseCatalog.create(root);
    for (let step = 0; step < 150; step++) {
      journal.step();
      if (journal.chance(0.4)) await followed.catchUp();
      if (journal.chance(0.05)) await followed.restart();
    }
    await followed.catchUp();
    const rebuilt = await StepwiseCatalog.create(root);
    await rebuilt.catchUp();
    expect(followed.dump(), `seed ${seed}`).toEqual(rebuilt.dump());
    expect(followed.dump()['cells']?.length).toBeGreaterThan(0);
    rmSync(path.dirname(root), { recursive: true });
  }
}, 120_000);
