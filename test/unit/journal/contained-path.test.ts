import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveInside } from '../../../src/journal/contained-path.ts';

const parent = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'runstone-paths-')));
const root = path.join(parent, 'run');
mkdirSync(path.join(root, 'artifacts'), { recursive: true });
writeFileSync(path.join(parent, 'secret'), '');
writeFileSync(path.join(root, 'artifacts', '..model'), '');
symlinkSync(path.join(parent, 'secret'), path.join(root, 'artifacts', 'link'));
symlinkSync(parent, path.join(root, 'up'));
symlinkSync(root, path.join(parent, 'alias'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('a path from a journal', () => {
  it('is resolved inside its root', async () => {
    const value = path.join(root, 'artifacts', '..model');
    expect(await resolveInside(root, 'artifacts/..model')).toEqual({ ok: true, value });
    expect(await resolveInside(path.join(parent, 'alias'), 'artifacts/..model')).toEqual({ ok: true, value });
  });

  it.each(['../secret', 'artifacts/../../secret', '/etc/passwd', '.', '', 'artifacts/link', 'up/secret'])(
    'is refused when it leaves it: “%s”',
    async (relative) => {
      expect(await resolveInside(root, relative)).toMatchObject({ ok: false, reason: 'outside' });
    },
  );

  it('is missing when nothing is there', async () => {
    expect(await resolveInside(root, 'artifacts/none')).toMatchObject({ ok: false, reason: 'missing' });
    expect(await resolveInside(path.join(parent, 'none'), 'x')).toMatchObject({ reason: 'missing' });
  });
});
