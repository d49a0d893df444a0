import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, BenchContext, Participant } from '../bench.ts';
import { CompareSession } from '../browser/compare-session.ts';
import { newPerson } from '../browser/compare-window.ts';
import { sharedData } from '../data/shared-data.ts';
import { openPage } from '../peers/open-page.ts';
import { peerData, startPeer, type WebPeer } from '../peers/web-peer.ts';
import { webPeers } from '../peers/web-peers.ts';
import { commandLine, processTree, residentBytes } from '../processes.ts';
import { median } from '../report/statistics.ts';

/** After what was opened is drawn, this long until it is measured. */
const restMs = 10_000;
const samples = 5;

export const memory: Bench = {
  name: 'memory',
  about:
    'Resident memory (shared pages counted once) with 1,000 runs and 10 million points open in the panel, 10 s after the curves ' +
    'are drawn: all processes of editor and browser together, less the same window without Runstone. Peers: their server ' +
    'and its page, less an empty browser.',
  measures: [
    { name: 'all', unit: 'MB', better: 'lower', goal: 250 },
    { name: 'server', unit: 'MB', better: 'lower' },
    { name: 'page', unit: 'MB', better: 'lower' },
  ],
  mostRounds: 3,
  participants: (context) => [
    runstone(context),
    ...webPeers.filter(({ name }) => name !== 'mlflow analyzed').map((peer) => webPeer(context, peer)),
  ],
};

function runstone(context: BenchContext): Participant {
  return {
    name: 'runstone',
    note: 'server: the extension host with its worker',
    async measure() {
      const folder = await sharedData(context, 'journal');
      const without = await plainWindow(context, folder);
      const session = await CompareSession.start(context, folder);
      try {
        await session.openPanel();
        await delay(restMs);
        const server = await megabytes(() => processTree(session.editor.pid));
        const page = await megabytes(browserProcesses);
        const [onServer, onPage] = [server - without.server, page - without.page];
        return { all: onServer + onPage, server: onServer, page: onPage };
      } finally {
        await session.stop();
      }
    },
  };
}

/** The same window, with the same settings and no Runstone. */
async function plainWindow(context: BenchContext, folder: string): Promise<{ server: number; page: number }> {
  const editor = await context.tools.startEditor({});
  const browser = await context.tools.launchChromium();
  try {
    const page = await (await newPerson(browser)).newPage();
    await page.goto(editor.windowUrl(folder), { waitUntil: 'commit' });
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 240_000 });
    await delay(restMs);
    return {
      server: await megabytes(() => processTree(editor.pid)),
      page: await megabytes(browserProcesses),
    };
  } finally {
    await browser.close();
    await editor.stop();
  }
}

function webPeer(context: BenchContext, peer: WebPeer): Participant {
  return {
    name: peer.name,
    ...(peer.note !== undefined && { note: peer.note }),
    mostRounds: 1,
    async measure() {
      const environment = await context.peer(peer.environment);
      const server = await startPeer(context, peer, environment, await peerData(context, peer));
      const browser = await context.tools.launchChromium();
      try {
        const empty = await megabytes(browserProcesses);
        let figures = { all: 0, server: 0, page: 0 };
        await openPage(browser, server.url, peer.curves ?? peer.table, async () => {
          await delay(restMs);
          const onServer = await megabytes(async () => server.processes());
          const page = (await megabytes(browserProcesses)) - empty;
          figures = { all: onServer + page, server: onServer, page };
        });
        return figures;
      } finally {
        await browser.close();
        await server.stop();
      }
    },
  };
}

async function megabytes(pids: () => Promise<number[]>): Promise<number> {
  const found: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    found.push((await residentBytes(await pids())) / 1e6);
    await delay(500);
  }
  return median(found);
}

/** This process starts no browser but the one that is measured at the time. */
async function browserProcesses(): Promise<number[]> {
  const own = await processTree(process.pid);
  const lines = await Promise.all(own.map(commandLine));
  return own.filter((_, index) => /chrom(e|ium)/.test((lines[index] ?? '').split(' ')[0] ?? ''));
}
