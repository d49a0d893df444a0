import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Bench, BenchContext, Figures, Participant } from '../bench.ts';
import { CompareSession, type Opening } from '../browser/compare-session.ts';
import { measurePanel } from '../browser/panel-latencies.ts';
import { sharedData } from '../data/shared-data.ts';
import type { PeerEnvironment } from '../environment.ts';
import { openPage } from '../peers/open-page.ts';
import { peerData, startPeer, type WebPeer } from '../peers/web-peer.ts';
import { webPeers } from '../peers/web-peers.ts';

const times = ['warm table', 'warm curves', 'cold table', 'cold curves'] as const;
const goals: Partial<Record<(typeof times)[number], object>> = {
  'warm table': { goal: 1, goalRatio: 5 },
  'warm curves': { goal: 1, goalRatio: 5 },
};

export const open: Bench = {
  name: 'open',
  about:
    'The compare panel on 1,000 runs and 10 million points, in the editor in headless Chromium: from the activation of the ' +
    'extension until the first rows and the first curves are on the screen; warm with a catalog, cold without one. ' +
    '`window` counts from the opening of the window, the editor’s own start included. Peers: from the opening of their page; ' +
    'cold includes the start of their server, which we do not have. Then the panel’s frames while it is scrolled, and how ' +
    'long a sort and a filter take to be on the screen.',
  measures: [
    ...times.map((name) => ({ name, unit: 's', better: 'lower' as const, ...goals[name] })),
    { name: 'window, warm table', unit: 's', better: 'lower' },
    { name: 'window, warm curves', unit: 's', better: 'lower' },
    { name: 'scroll, frame p50', unit: 'ms', better: 'lower' },
    { name: 'scroll, frame p95', unit: 'ms', better: 'lower', goal: 50 },
    { name: 'sort', unit: 'ms', better: 'lower' },
    { name: 'filter', unit: 'ms', better: 'lower' },
  ],
  mostRounds: 3,
  participants: (context) => [runstone(context), ...webPeers.map((peer) => webPeer(context, peer))],
};

function runstone(context: BenchContext): Participant {
  let session: CompareSession;
  let folder = '';
  return {
    name: 'runstone',
    async prepare() {
      folder = await sharedData(context, 'journal');
      session = await CompareSession.start(context, folder);
      await session.openPanel();
      await session.settle();
      await session.closeWindow();
    },
    async measure() {
      await rm(path.join(folder, '.runstone', 'catalog.db'), { force: true });
      const cold = await session.reopen();
      await session.settle();
      await session.closeWindow();
      const warm = await session.reopen();
      // What goes wrong with the panel's own latencies does not cost the figures of its opening.
      const latencies = await measurePanel(session.page, await session.frame()).catch((error) => {
        context.say(`open: ${error instanceof Error ? error.message : error}`);
        return {};
      });
      await session.closeWindow();
      return {
        ...timesOf('cold', cold),
        ...timesOf('warm', warm),
        'window, warm table': (warm.rows - warm.asked) / 1000,
        'window, warm curves': (warm.curves - warm.asked) / 1000,
        ...latencies,
      };
    },
    dispose: async () => session?.stop(),
  };
}

function timesOf(temperature: 'cold' | 'warm', { activated, rows, curves }: Opening): Figures {
  return {
    [`${temperature} table`]: (rows - activated) / 1000,
    [`${temperature} curves`]: (curves - activated) / 1000,
  };
}

function webPeer(context: BenchContext, peer: WebPeer): Participant {
  let environment: PeerEnvironment;
  let data = '';
  return {
    name: peer.name,
    ...(peer.note !== undefined && { note: peer.note }),
    async prepare() {
      environment = await context.peer(peer.environment);
      data = await peerData(context, peer);
    },
    async measure() {
      const began = Date.now();
      const server = await startPeer(context, peer, environment, data);
      const browser = await context.tools.launchChromium();
      try {
        const coldTable = await openPage(browser, server.url, peer.table);
        const figures: Record<string, number> = {
          'cold table': (coldTable.drawn - began) / 1000,
          'warm table': await secondsToOpen(() => openPage(browser, server.url, peer.table)),
        };
        if (peer.curves) {
          const { curves } = peer;
          // A page that shows its list and no curve is still compared by its list.
          await secondsToOpen(() => openPage(browser, server.url, curves)).then(
            (seconds) => {
              figures['warm curves'] = seconds;
            },
            (error) => context.say(`open: ${peer.name}: ${error instanceof Error ? error.message : error}`),
          );
        }
        return figures;
      } finally {
        await browser.close();
        await server.stop();
      }
    },
  };
}

async function secondsToOpen(work: () => Promise<{ asked: number; drawn: number }>): Promise<number> {
  const { asked, drawn } = await work();
  return (drawn - asked) / 1000;
}
