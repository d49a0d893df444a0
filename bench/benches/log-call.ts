import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Bench, BenchContext, Figures, Participant } from '../bench.ts';
import { quietEnvironment } from '../peers/quiet.ts';
import { runForJson } from '../run-program.ts';

interface Tracker {
  /** As `bench/python/trackers.py` names it. */
  readonly name: string;
  readonly label?: string;
  readonly environment?: string;
  /** Calls of the full size; what takes milliseconds a call gets fewer. */
  readonly calls?: number;
  readonly note?: string;
  readonly mostRounds?: number;
}

const mostCalls = 100_000;

const trackers: readonly Tracker[] = [
  { name: 'runstone' },
  { name: 'floor', label: 'floor: json.dumps + os.write' },
  { name: 'trackio', environment: 'trackio' },
  { name: 'wandb', environment: 'wandb', calls: 20_000, note: 'offline mode', mostRounds: 3 },
  {
    name: 'tensorboard',
    environment: 'tensorboard',
    calls: 20_000,
    note: 'tensorboardX SummaryWriter, one add_scalar a metric',
    mostRounds: 3,
  },
  {
    name: 'mlflow async',
    environment: 'mlflow',
    calls: 1_000,
    note: 'SQLite store, synchronous=False',
    mostRounds: 3,
  },
  { name: 'aim', environment: 'aim', calls: 10_000, mostRounds: 3 },
  { name: 'dvclive', environment: 'dvclive', calls: 500, mostRounds: 3 },
  { name: 'mlflow', environment: 'mlflow', calls: 1_000, note: 'SQLite store', mostRounds: 3 },
];

export const logCall: Bench = {
  name: 'log-call',
  about:
    'A Python process logs five metrics at a step, 100,000 times. p50 and p99 are of single calls; close is the time ' +
    'from the last call until everything is on disk; disk is what the calls added, without the empty store. Beside the trackers the floor: `json.dumps` of the same values and one `os.write`.',
  findings:
    'p99 moves with the machine, as the floor does: it is to be read against the floor of the same rounds.',
  measures: [
    { name: 'p50', unit: 'us', better: 'lower', goalAtFloor: true },
    { name: 'p99', unit: 'us', better: 'lower', goal: 40 },
    { name: 'loop', unit: 'us/call', better: 'lower' },
    { name: 'close', unit: 'ms', better: 'lower', goal: 50 },
    { name: 'disk', unit: 'B/call', better: 'lower' },
  ],
  participants: (context) => trackers.map((tracker) => participant(tracker, context)),
};

function participant(tracker: Tracker, context: BenchContext): Participant {
  const calls = context.quick ? Math.min(500, tracker.calls ?? 500) : (tracker.calls ?? mostCalls);
  const notes = [tracker.note, calls < mostCalls && `${calls.toLocaleString('en-US')} calls`];
  const note = notes.filter(Boolean).join('; ');
  let python = context.python;
  return {
    name: tracker.label ?? tracker.name,
    ...(note && { note }),
    ...(tracker.mostRounds !== undefined && { mostRounds: tracker.mostRounds }),
    async prepare() {
      if (tracker.environment) python = (await context.peer(tracker.environment)).python;
    },
    async measure(round) {
      const folder = path.join(context.folder, `${tracker.name.replace(' ', '-')}-${round}`);
      await mkdir(folder, { recursive: true });
      const script = path.join(context.root, 'bench', 'python', 'log_call.py');
      const env = { ...quietEnvironment(folder), PYTHONPATH: path.join(context.root, 'python') };
      const said = await runForJson(python, [script, tracker.name, String(calls), folder], {
        cwd: folder,
        env,
        timeoutMs: 600_000,
      });
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      return figures(said as Timings, calls);
    },
  };
}

/** As printed by log_call.py: nanoseconds and bytes. */
type Timings = Readonly<Record<'p50' | 'p99' | 'loop' | 'close' | 'bytes', number>>;

function figures({ p50, p99, loop, close, bytes }: Timings, calls: number): Figures {
  return {
    p50: p50 / 1e3,
    p99: p99 / 1e3,
    loop: loop / calls / 1e3,
    close: close / 1e6,
    disk: bytes / calls,
  };
}
