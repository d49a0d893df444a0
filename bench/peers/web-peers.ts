import path from 'node:path';
import type { BenchContext } from '../bench.ts';
import { runForJson } from '../run-program.ts';
import { quietEnvironment } from './quiet.ts';
import type { WebPeer } from './web-peer.ts';

const mlflowPages = {
  environment: 'mlflow',
  command: (data: string, port: number) => [
    'mlflow',
    'server',
    '--backend-store-uri',
    `sqlite:///${data}/mlflow.db`,
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--workers',
    '1',
  ],
  table: { path: '/#/experiments/1/runs', drawn: '.ag-center-cols-container .ag-row' },
  curves: {
    path: '/#/experiments/1/runs?compareRunsMode=CHART',
    drawn: '.js-plotly-plot .scatterlayer path.js-line',
  },
} as const;

export const webPeers: readonly WebPeer[] = [
  {
    ...mlflowPages,
    name: 'mlflow',
    note: 'SQLite store; its page lists 100 runs and draws 10',
    data: { populate: 'mlflow-bulk' },
  },
  {
    ...mlflowPages,
    name: 'mlflow analyzed',
    note: 'the same after ANALYZE, which is not done by itself',
    data: { populate: 'mlflow-bulk' },
    tune: analyze,
  },
  {
    name: 'tensorboard',
    environment: 'tensorboard',
    note: 'fast loading; its page lists names, and of more than 500 runs draws none until some are ticked: 8 are',
    data: 'tensorboard',
    command: (data, port) => ['tensorboard', '--logdir', data, '--host', '127.0.0.1', '--port', String(port)],
    table: { path: '/#timeseries', drawn: 'runs-data-table tb-data-table-content-row' },
    curves: {
      path: '/#timeseries',
      tick: 'tb-data-table-content-row mat-checkbox input',
      // A chart is empty, and a spinner in it, until its data have come.
      drawn: 'scalar-card:not(:has(mat-spinner)) line-chart canvas',
    },
  },
  {
    name: 'trackio',
    environment: 'trackio',
    note: '25 runs',
    data: { populate: 'trackio-bulk', runs: 25 },
    command: (_data, port) => [
      'python',
      '-c',
      `import trackio; trackio.show(project="bench", open_browser=False, host="127.0.0.1", server_port=${port}, block_thread=True)`,
    ],
    table: { path: '/?project=bench', drawn: '.run-name' },
    curves: {
      path: '/?project=bench',
      drawn: 'canvas.marks',
    },
  },
  {
    name: 'aim',
    environment: 'aim',
    note: '20 runs, its list of runs',
    data: { populate: 'aim', runs: 20 },
    command: (data, port) => ['aim', 'up', '--repo', data, '--host', '127.0.0.1', '--port', String(port)],
    table: { path: '/runs', drawn: '.RunNameColumn__runName' },
  },
];

async function analyze(context: BenchContext, folder: string): Promise<void> {
  const script = `import sqlite3; c = sqlite3.connect(${JSON.stringify(path.join(folder, 'mlflow.db'))}); c.execute("ANALYZE"); c.commit(); print("null")`;
  await runForJson(context.python, ['-c', script], {
    cwd: folder,
    env: quietEnvironment(folder),
    timeoutMs: 600_000,
  });
}
