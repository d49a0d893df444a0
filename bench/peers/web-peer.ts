import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { BenchContext } from '../bench.ts';
import { keptData } from '../data/kept-data.ts';
import { sharedData, sizeOf } from '../data/shared-data.ts';
import type { PeerEnvironment } from '../environment.ts';
import { freePort } from '../free-port.ts';
import { newMark } from '../marked-processes.ts';
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

/** The folder with its data. */
export function peerData(context: BenchContext, peer: WebPeer): Promise<string> {
  const { data, tune } = peer;
  if (data === 'tensorboard') return sharedData(context, 'tensorboard');
  const { runs, steps } = sizeOf(context);
  const name = `${data.populate}-${data.runs ?? runs}x${steps}`;
  const plain = () => keptData(context, name, (folder) => populate(context, peer.environment, data, folder));
  if (!tune) return plain();
  return keptData(context, `${name}-tuned`, async (folder) => {
    await cp(await plain(), folder, { recursive: true });
    await tune(context, folder);
  });
}

async function populate(
  context: BenchContext,
  peer: string,
  { populate: way, runs = sizeOf(context).runs }: Populated,
  folder: string,
): Promise<void> {
  const journal = await sharedData(context, 'journal');
  const { python } = await context.peer(peer);
  const script = path.join(context.root, 'bench', 'python', 'populate.py');
  context.say(`Copying ${runs} runs: ${way}`);
  await runForJson(python, [script, way, journal, folder, String(runs)], {
    cwd: folder,
    env: quietEnvironment(folder),
    timeoutMs: 3_600_000,
  });
}

export interface PeerServer {
  readonly url: string;
  /** Of the server and of all that it has started. */
  processes(): number[];
  /** At once: nothing of it is left. */
  stop(): Promise<void>;
}

/** Starts its server; answers when it answers. */
export async function startPeer(
  context: BenchContext,
  peer: WebPeer,
  environment: PeerEnvironment,
  data: string,
): Promise<PeerServer> {
  const port = await freePort();
  const mark = newMark();
  const [program = '', ...args] = peer.command(data, port);
  const child = context.tools.spawnGroup(path.join(environment.bin, program), args, {
    cwd: context.folder,
    env: {
      ...quietEnvironment(data),
      PATH: `${environment.bin}${path.delimiter}${process.env.PATH}`,
      ...mark.environment,
    },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  const end = Date.now() + 180_000;
  while (Date.now() < end && child.exitCode === null) {
    const answers = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return { url, processes: mark.processes, stop: mark.end };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await mark.end();
  throw new Error(`The server of ${peer.name} did not answer.`);
}
