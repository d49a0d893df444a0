import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRepository } from '../../../src/git/new-repository.ts';
import { createProject, isEmptyFolder } from '../../../src/ui/sample/create-project.ts';
import { examples, isExampleName } from '../../../src/ui/sample/examples.ts';

const examplesFolder = path.resolve('examples');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'runstone-sample-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });

describe('a sample project', () => {
  it('is there for every folder of examples', () => {
    const folders = readdirSync(examplesFolder, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(examples).sort());
    expect(isExampleName('toString')).toBe(false);
  });

  it('fills an empty folder, and keeps its runs out of git', async () => {
    mkdirSync(path.join(folder, '.git'));
    expect(await isEmptyFolder(folder)).toBe(true);
    expect(await createProject(examplesFolder, 'phishing', folder)).toEqual({ ok: true, value: folder });
    const script = readFileSync(path.join(folder, 'train.py'), 'utf8');
    expect(script).toBe(readFileSync(path.join(examplesFolder, 'phishing/train.py'), 'utf8'));
    expect(readFileSync(path.join(folder, '.runstone/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('writes nothing to a folder in use', async () => {
    writeFileSync(path.join(folder, 'mine.txt'), 'mine');
    expect(await createProject(examplesFolder, 'digits', folder)).toMatchObject({ reason: 'not empty' });
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  it('begins as a repository with one commit', async () => {
    await createProject(examplesFolder, 'digits', folder);
    expect(await makeRepository(folder, 'Begin')).toBe('created');
    expect(git('log', '--format=%s').trim()).toBe('Begin');
    expect(git('status', '--porcelain')).toBe('');
    expect(git('config', '--local', '--list')).not.toMatch(/hookspath/i);
    expect(await makeRepository(folder, 'Again')).toBe('already');
    expect(git('log', '--format=%s').trim()).toBe('Begin');
  });
});
