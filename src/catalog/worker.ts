/** The catalog worker's entry: one catalog, spoken to through the message port. */
import { parentPort } from 'node:worker_threads';
import { type MessagePortLike, serveRpc } from '../base/rpc.ts';
import { type CatalogContract, type CatalogNotice, catalogValidators } from '../protocol/catalog.ts';
import { Catalog } from './catalog.ts';

if (!parentPort) throw new Error('The catalog worker runs in a worker thread only.');
const thread = parentPort;

const port: MessagePortLike = {
  post: (message, transfer = []) => thread.postMessage(message, [...transfer]),
  onMessage(listener) {
    thread.on('message', listener);
    return { dispose: () => thread.off('message', listener) };
  },
};

let opened: Promise<Catalog> | undefined;
const catalog = (): Promise<Catalog> => opened ?? Promise.reject(new Error('The catalog is not open yet.'));
const notify = (notice: CatalogNotice) => thread.postMessage(notice);

serveRpc<CatalogContract>(
  port,
  {
    async open(options) {
      opened ??= Catalog.open(options, notify);
      return (await opened).status();
    },
    status: async () => (await catalog()).status(),
    experiments: async (question) => (await catalog()).experiments(question),
    table: async (question) => (await catalog()).table(question),
    columns: async (question) => (await catalog()).columns(question),
    run: async (question) => (await catalog()).run(question),
    // The reply's buffers move to the host; serveRpc unwraps them.
    series: async (request) => (await catalog()).series(request) as never,
    problems: async (question) => (await catalog()).problems(question),
    record: async (question) => (await catalog()).record(question),
    rebuild: async () => (await catalog()).rebuild(),
    save: async () => ({ written: await (await catalog()).save() }),
    async close() {
      await (await catalog()).close();
      return {};
    },
  },
  catalogValidators,
  (method, error) => notify({ notice: 'log', level: 'error', message: `${method}: ${String(error)}` }),
);
