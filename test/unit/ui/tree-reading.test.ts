import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TreeReading } from '../../../src/ui/runs/tree-reading.ts';

const none = () => [];
const found = async () => 'rows';

describe('the editor’s reading of the tree', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('has not begun before the editor has asked for the roots', async () => {
    const reading = new TreeReading();
    expect(reading.hasBegun).toBe(false);
    await reading.answer(undefined, found, none);
    expect(reading.hasBegun).toBe(true);
  });

  it('is under way while a question is open, and for a moment after its answer', async () => {
    const reading = new TreeReading();
    let answer = (_: string) => {};
    const asked = reading.answer(undefined, () => new Promise<string>((resolve) => (answer = resolve)), none);
    vi.advanceTimersByTime(60_000);
    expect(reading.isUnderWay).toBe(true);
    answer('rows');
    await asked;
    expect(reading.isUnderWay).toBe(true);
    vi.advanceTimersByTime(550);
    expect(reading.isUnderWay).toBe(false);
  });

  it('waits for the children of a row that is drawn expanded, however late the editor asks', async () => {
    const reading = new TreeReading();
    await reading.answer(undefined, found, () => ['experiment']);
    vi.advanceTimersByTime(2_000);
    expect(reading.isUnderWay).toBe(true);
    await reading.answer('experiment', found, none);
    vi.advanceTimersByTime(550);
    expect(reading.isUnderWay).toBe(false);
  });

  it('does not wait for ever for a row that a person has collapsed', async () => {
    const reading = new TreeReading();
    await reading.answer(undefined, found, () => ['experiment']);
    vi.advanceTimersByTime(3_100);
    expect(reading.isUnderWay).toBe(false);
  });

  it('forgets the rows of an earlier answer when the roots are asked for again', async () => {
    const reading = new TreeReading();
    await reading.answer(undefined, found, () => ['experiment']);
    await reading.answer(undefined, found, none);
    vi.advanceTimersByTime(550);
    expect(reading.isUnderWay).toBe(false);
  });

  it('ends its question when the answer fails', async () => {
    const reading = new TreeReading();
    const failing = () => Promise.reject(new Error('gone'));
    await expect(reading.answer(undefined, failing, none)).rejects.toThrow('gone');
    vi.advanceTimersByTime(550);
    expect(reading.isUnderWay).toBe(false);
  });
});
