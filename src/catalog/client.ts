import { Worker } from 'node:worker_threads';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { RpcClient, RpcError } from '../base/rpc.ts';
import {
  type CatalogContract,
  type CatalogNotice,
  type CatalogStatus,
  isCatalogNotice,
} from '../protocol/catalog.ts';

export interface CatalogClientOptions {
  /** Absolute paths of the bundled worker and of the SQLite engine. */
  readonly workerPath: string;
  readonly wasmPath: string;
  /** The workspace folder whose `.runstone` is read. */
  readonly folder: string;
  /** Names this window's file of facts; no other window may have the same. */
  readonly writer: string;
  readonly poll: 'auto' | 'always';
}

type ChangedNotice = Extract<CatalogNotice, { notice: 'changed' }>;
type LogNotice = Extract<CatalogNotice, { notice: 'log' }>;

/** Restarts of a dying worker before it is given up, and the time after which they are forgotten. */
const mostRestarts = 3;
const restartMemoryMs = 60_000;

/** The host's end of a catalog worker: starts it, asks it, and starts it again when it dies. */
export class CatalogClient {
  readonly #options: CatalogClientOptions;
  readonly #changed = new Emitter<ChangedNotice>();
  readonly #status = new Emitter<CatalogStatus>();
  readonly #log = new Emitter<Pick<LogNotice, 'level' | 'message'>>();
  readonly onChanged = this.#changed.event;
  readonly onStatus = this.#status.event;
  readonly onLog = this.#log.event;
  #worker: Worker | undefined;
  #rpc: RpcClient<CatalogContract> | undefined;
  #opened: Promise<CatalogStatus> | undefined;
  #deaths: number[] = [];
  #closing = false;

  constructor(options: CatalogClientOptions) {
    this.#options = options;
  }

  /** Starts the worker when it is not running; answers when the first rows can be asked for. */
  start(): Promise<CatalogStatus> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async call<M extends keyof CatalogContract & string>(
    method: M,
    params: CatalogContract[M]['params'],
    signal?: AbortSignal,
  ): Promise<CatalogContract[M]['result']> {
    await this.start();
    if (!this.#rpc) throw new RpcError('The catalog is closed.');
    return this.#rpc.call(method, params as never, signal);
  }

  #open(): Promise<CatalogStatus> {
    const { workerPath, wasmPath, folder, writer, poll } = this.#options;
    const worker = new Worker(workerPath, { name: 'runstone-catalog' });
    this.#worker = worker;
    const rpc = new RpcClient<CatalogContract>({
      post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
      onMessage: (listener): Disposable => {
        worker.on('message', listener);
        return { dispose: () => worker.off('message', listener) };
      },
    });
    this.#rpc = rpc;
    worker.on('message', (message: unknown) => {
      if (isCatalogNotice(message)) this.#receive(message);
    });
    worker.on('error', (error) =>
      this.#log.fire({
        level: 'error',
        message: `The catalog worker failed: ${error.stack ?? error.message}`,
      }),
    );
    worker.on('exit', (code) => this.#died(rpc, code));
    return rpc.call('open', { folder, wasmPath, writer, poll }).then((status) => {
      this.#status.fire(status);
      return status;
    });
  }

  #receive(notice: CatalogNotice): void {
    if (notice.notice === 'changed') this.#changed.fire(notice);
    else if (notice.notice === 'status') this.#status.fire(notice.status);
    else this.#log.fire(notice);
  }

  #died(rpc: RpcClient<CatalogContract>, code: number): void {
    rpc.close(new RpcError('The catalog worker stopped.'));
    if (this.#closing || this.#rpc !== rpc) return;
    this.#opened?.catch(() => {});
    this.#opened = undefined;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < restartMemoryMs), now];
    if (this.#deaths.length > mostRestarts) {
      const message =
        'The catalog worker stopped again and again. Run “Runstone: Show Log” to see why, then reload the window.';
      this.#log.fire({ level: 'error', message });
      this.#opened = Promise.reject(new RpcError(message));
      this.#opened.catch(() => {});
      this.#status.fire({
        state: 'unavailable',
        bytesRead: 0,
        bytesTotal: 0,
        runs: 0,
        running: 0,
        problems: 0,
        message,
      });
      return;
    }
    this.#log.fire({
      level: 'warn',
      message: `The catalog worker stopped with code ${code}; it is started again.`,
    });
    void this.start().then(
      () => this.#changed.fire({ notice: 'changed', version: 0, runIds: null, columnsChanged: true }),
      () => {},
    );
  }

  /** Lets the worker save, then ends it. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#rpc) await this.#rpc.call('close', {}).catch(() => {});
    await this.#worker?.terminate();
    this.#rpc?.dispose();
    this.#rpc = undefined;
  }
}
