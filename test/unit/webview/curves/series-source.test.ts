import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunId } from '../../../../src/domain/run.ts';
import type { SeriesReply, SeriesRequest } from '../../../../src/protocol/catalog.ts';
import type { SeriesPort } from '../../../../webview/curves/series-port.ts';
import { SeriesSource } from '../../../../webview/curves/series-source.ts';
import { seriesOf } from './series-of.ts';

const request: SeriesRequest = {
  keys: ['loss'],
  runIds: ['a' as RunId],
  x: 'step',
  range: null,
  pixels: 100,
  smoothing: 0,
};

interface Question {
  readonly request: SeriesRequest;
  answer(reply: Partial<SeriesReply>): Promise<void>;
  fail(error: Error): Promise<void>;
}

let questions: Question[];
let source: SeriesSource;

/** Lets what waits for an answer run. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  questions = [];
  const port: SeriesPort = {
    ask: (_method, asked) =>
      new Promise((resolve, reject) => {
        questions.push({
          request: asked,
          async answer(reply) {
            resolve({ version: 1, series: [], extent: null, ...reply });
            await settle();
          },
          async fail(error) {
            reject(error);
            await settle();
          },
        });
      }),
  };
  source = new SeriesSource(
    () => port,
    () => {},
  );
});
afterEach(() => {
  source.dispose();
  vi.useRealTimers();
});

describe('the source of series', () => {
  it('asks one question at a time, and of those that come meanwhile only the newest', async () => {
    source.want(request);
    source.want({ ...request, smoothing: 0.1 });
    source.want({ ...request, smoothing: 0.2 });
    expect(questions).toHaveLength(1);
    await questions[0]?.answer({});
    expect(questions.map((question) => question.request.smoothing)).toEqual([0, 0.2]);
  });

  it('does not ask again for what it has asked', () => {
    source.want(request);
    source.want({ ...request });
    expect(questions).toHaveLength(1);
  });

  it('draws no answer on an axis that it is not for', async () => {
    source.want(request);
    source.want({ ...request, x: 'wall' });
    await questions[0]?.answer({ series: [seriesOf([[0, 1]])], extent: [0, 0] });
    expect(source.shown.byKey.size).toBe(0);
    await questions[1]?.answer({ series: [seriesOf([[1e12, 1]])], extent: [1e12, 1e12] });
    expect(source.shown).toMatchObject({ axis: 'wall', extent: [1e12, 1e12] });
  });

  it('asks for live points at most ten times a second', async () => {
    source.want(request);
    await questions[0]?.answer({});
    for (let ms = 0; ms < 1_000; ms += 10) {
      source.refresh();
      await vi.advanceTimersByTimeAsync(10);
      await questions.at(-1)?.answer({});
    }
    expect(questions.length).toBeGreaterThanOrEqual(10);
    expect(questions.length).toBeLessThanOrEqual(12);
  });

  it('keeps charts out of sight, but not what they showed of other runs', async () => {
    source.want({ ...request, keys: ['loss', 'acc'] });
    await questions[0]?.answer({
      series: [seriesOf([[0, 1]]), seriesOf([[9, 1]], { key: 'acc' })],
      extent: [0, 9],
    });
    source.want(request);
    await questions[1]?.answer({ series: [seriesOf([[0, 1]])], extent: [0, 0] });
    expect([...source.shown.byKey.keys()].sort()).toEqual(['acc', 'loss']);
    expect(source.shown.extent).toEqual([0, 9]);
    source.want({ ...request, runIds: ['b' as RunId] });
    expect([...source.shown.byKey.keys()]).toEqual(['loss']);
  });

  it('keeps what it shows when a question fails, and says why until one succeeds', async () => {
    source.want(request);
    await questions[0]?.answer({ series: [seriesOf([[0, 1]])], extent: [0, 0] });
    source.retry();
    await questions[1]?.fail(new Error('The catalog is busy.'));
    expect(source.failure).toBe('The catalog is busy.');
    expect(source.shown.byKey.size).toBe(1);
    source.retry();
    await questions[2]?.answer({});
    expect(source.failure).toBeNull();
  });
});
