import type { ChildProcess } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BenchContext } from '../bench.ts';
import { sharedData, sizeOf } from '../data/shared-data.ts';
import type { PeerEnvironment } from '../environment.ts';
import { freePort } from '../free-port.ts';
import { runForJson } from '../run-program.ts';
import type { PageView } from './open-page.ts';
import { quietEnvironment } from './quiet.ts';

/** As `populate.py` names the way; all runs unless it says how many. */
interface Populated {
  readonly populate: string;
  readonly runs?: number;
}

/** A tracker that shows its runs on a page of its own server. */
export interface WebPeer {
  readonly name: string;
  /** Names its environment in bench/peers. */
  readonly environment: string;
  readonly note?: string;
  /** How its data is made: event files, or the journal's runs copied by `populate.py`, so many of them. */
  readonly data: 'tensorboard' | Populated;
  /** Done once to a copy of its data. */
  readonly tune?: (context: BenchContext, folder: string) => Promise<void>;
  /** Words after the folder of its programs. */
  command(data: string, port: number): readonly string[];
  /** Page that lists runs, and selector of what is drawn for a run. */
  readonly table: PageView;
  /** Page with curves, and selector of a curve; undefined where there is none without a query. */
  readonly curves?: PageView;
}

const made = new Map<string, Promise<string>>();

/** Work that is done once for all benches of this invocation. */
function once(name: string, work: () => Promise<string>): Promise<string> {
  const known = made.get(name) ?? work();
  made.set(name, known);
  return known;
}

/** The folder with its data. */
export function peerData(context: BenchContext, peer: WebPeer): Promise<string> {
  const { data, tune } = peer;
  if (data === 'tensorboard') return sharedData(context, 'tensorboard');
  const plain = once(data.populate, () => populate(context, peer.environment, data));
  if (!tune) return plain;
  return once(peer.name, async () => {
    const folder = path.join(context.data, peer.name.replaceAll(/\W+/g, '-'));
    await cp(await plain, folder, { recursive: true });
    await tune(context, folder);
    return folder;
  });
}

async function populate(context: BenchContext, peer: string, data: Populated): Promise<string> {
  const { populate: way, runs = sizeOf(context).runs } = data;
  const journal = await sharedData(context, 'journal');
  const folder = path.join(context.data, way);
  await mkdir(folder, { recursive: true });
  const { python } = await context.peer(peer);
  const script = path.join(context.root, 'bench', 'python', 'populate.py');
  context.say(`Copying ${runs} runs: ${way}`);
  await runForJson(python, [script, way, journal, folder, String(runs)], {
    cwd: folder,
    env: quietEnvironment(folder),
    timeoutMs: 3_600_000,
  });
  return folder;
}

export interface PeerServer {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts its server; answers when it answers. */
export async function startPeer(
  context: BenchContext,
  peer: WebPeer,
  environment: PeerEnvironment,
  data: string,
): Promise<PeerServer> {
  const port = await freePort();
  const [program = '', ...args] = peer.command(data, port);
  const child = context.tools.spawnGroup(path.join(environment.bin, program), args, {
    cwd: context.folder,
    env: { ...quietEnvironment(data), PATH: `${environment.bin}${path.delimiter}${process.env.PATH}` },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  const end = Date.now() + 180_000;
  while (Date.now() < end && child.exitCode === null) {
    const answers = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return { url, process: child };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await context.tools.endGroup(child);
  throw new Error(`The server of ${peer.name} did not answer.`);
}
