import { type Disposable, toDisposable } from '../../src/base/disposable.ts';
import { Emitter, type Event } from '../../src/base/emitter.ts';
import { type MessagePortLike, RpcClient } from '../../src/base/rpc.ts';
import {
  type CompareContract,
  checkCompareResult,
  type HostNotice,
  parseHostNotice,
} from '../../src/protocol/compare.ts';

/** What the editor gives to a webview's script. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

type Params<M extends keyof CompareContract> = CompareContract[M]['params'];
type Answer<M extends keyof CompareContract> = CompareContract[M]['result'];

/** The extension host as the page sees it: checked answers and checked notices. */
export class Host implements Disposable {
  readonly #api: VsCodeApi;
  readonly #client: RpcClient<CompareContract>;
  readonly #notices = new Emitter<HostNotice>();
  readonly #subscription: Disposable;
  readonly onNotice: Event<HostNotice> = this.#notices.event;

  constructor(api: VsCodeApi) {
    this.#api = api;
    const port = windowPort(api);
    this.#client = new RpcClient<CompareContract>(port);
    this.#subscription = port.onMessage((message) => {
      const notice = parseHostNotice(message);
      if (notice) this.#notices.fire(notice);
    });
  }

  async ask<M extends keyof CompareContract>(
    method: M,
    params: Params<M>,
    signal?: AbortSignal,
  ): Promise<Answer<M>> {
    const answer: unknown = await this.#client.call(method, params as never, signal);
    return checkCompareResult(method, answer);
  }

  readState(): unknown {
    return this.#api.getState();
  }

  keepState(state: unknown): void {
    this.#api.setState(state);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#client.dispose();
  }
}

function windowPort(api: VsCodeApi): MessagePortLike {
  return {
    post: (message) => api.postMessage(message),
    onMessage(listener) {
      const receive = (event: MessageEvent<unknown>) => listener(event.data);
      window.addEventListener('message', receive);
      return toDisposable(() => window.removeEventListener('message', receive));
    },
  };
}
