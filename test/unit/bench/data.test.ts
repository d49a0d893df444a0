import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maskedCrc32c } from '../../../bench/data/crc32c.ts';
import { writeJournalData } from '../../../bench/data/journal-data.ts';
import { metricKeys } from '../../../bench/data/learning-curves.ts';
import { writeTensorboardData } from '../../../bench/data/tensorboard-data.ts';
import { Catalog } from '../../../src/catalog/catalog.ts';
import { everything, until, wasmPath } from '../catalog/journal-fixture.ts';

const size = { runs: 3, steps: 50 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'runstone-bench-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the made-up runs', () => {
  it('are a journal that the catalog reads without a problem, every point of it', async () => {
    await writeJournalData(folder, size);
    const catalog = await Catalog.open({ folder, wasmPath, writer: 'test', poll: 'always' }, () => {});
    await until(() => catalog.status().state === 'ready', 'all is read');
    const page = catalog.table({ filter: everything, sort: [], columns: [], offset: 0, limit: 10 });
    const details = page.rows.map((row) => catalog.run({ runId: row.run.runId }));
    await catalog.close();
    expect(page.total).toBe(3);
    expect(details.map((run) => [run?.status, run?.problems, run?.metrics.length])).toEqual(
      Array.from({ length: 3 }, () => ['finished', 0, metricKeys.length]),
    );
    expect(
      details.every((run) => run?.metrics.every(({ count, nanCount }) => count === 50 && nanCount === 0)),
    ).toBe(true);
  });

  it('are TensorBoard records whose lengths and checksums are right, one for each scalar', async () => {
    await writeTensorboardData(folder, size);
    const [run = ''] = readdirSync(folder);
    const [file = ''] = readdirSync(path.join(folder, run));
    const bytes = readFileSync(path.join(folder, run, file));
    let records = 0;
    for (let at = 0; at < bytes.length; records++) {
      const length = Number(bytes.readBigUInt64LE(at));
      expect(bytes.readUInt32LE(at + 8)).toBe(maskedCrc32c(bytes, at, at + 8));
      expect(bytes.readUInt32LE(at + 12 + length)).toBe(maskedCrc32c(bytes, at + 12, at + 12 + length));
      at += length + 16;
    }
    expect(records).toBe(1 + size.steps * metricKeys.length);
  });

  it('are checked with CRC-32C, as its published test vector says', () => {
    const unmasked = 0xe3069283;
    const masked = (((unmasked >>> 15) | (unmasked << 17)) + 0xa282ead8) >>> 0;
    expect(maskedCrc32c(Buffer.from('123456789'), 0, 9)).toBe(masked);
  });
});
