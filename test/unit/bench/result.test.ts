import { describe, expect, it } from 'vitest';
import { bestPeer, isGoalReached, type Result, ratioToBestPeer } from '../../../bench/report/result.ts';
import { tableLine, textTable } from '../../../bench/report/table.ts';

const result: Result = {
  bench: 'log-call',
  measure: 'p50',
  unit: 'us',
  better: 'lower',
  ours: 7,
  peers: { trackio: 21, 'floor: json': 3.5, aim: null, wandb: 228 },
  rounds: 5,
  spread: [6.5, 8.25],
  peerSpreads: {},
};

describe('a result', () => {
  it('is held against the best peer, and a floor is no peer', () => {
    expect(bestPeer(result)).toEqual({ name: 'trackio', value: 21 });
    expect(ratioToBestPeer(result)).toBe(3);
    expect(ratioToBestPeer({ ...result, better: 'higher' })).toBeCloseTo(7 / 228);
    expect(ratioToBestPeer({ ...result, peers: { aim: null } })).toBeUndefined();
  });

  it('reaches a goal only when every part of it is reached', () => {
    expect(isGoalReached(result)).toBeUndefined();
    expect(isGoalReached({ ...result, goal: 7 })).toBe(true);
    expect(isGoalReached({ ...result, goal: 6.9 })).toBe(false);
    expect(isGoalReached({ ...result, goal: 7, goalRatio: 5 })).toBe(false);
    expect(isGoalReached({ ...result, better: 'higher', goal: 8 })).toBe(false);
    expect(isGoalReached({ ...result, ours: null, goal: 7 })).toBeUndefined();
  });

  it('shows a peer that is ahead as ahead, and one that could not run as none', () => {
    const behind = tableLine({ ...result, ours: 42 });
    expect(behind.ratio).toBe('2x behind trackio');
    expect(behind.peers).toBe('floor: json 3.5, trackio 21, wandb 228, aim none');
    expect(tableLine(result).ratio).toBe('3x ahead of trackio');
    expect(tableLine({ ...result, ours: 21.4 }).ratio).toBe('level with trackio');
  });

  it('stands on lines of aligned columns in the terminal', () => {
    const [head = '', line = '', peers = ''] = textTable([{ ...result, goal: 6 }]).split('\n');
    expect(line.indexOf('6.5 to 8.25')).toBe(head.indexOf('spread'));
    expect(line.endsWith('at most 6: NOT reached')).toBe(true);
    expect(peers.trim().startsWith('floor: json 3.5')).toBe(true);
  });
});
