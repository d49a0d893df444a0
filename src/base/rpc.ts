import { type Disposable, DisposableStore } from './disposable.ts';

/** One end of a two-way message channel: a worker port, a webview, or a pair made for a test. */
export interface MessagePortLike {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): Disposable;
}

/** A method of an RPC contract: what goes in and what comes out, both plain data. */
export interface Method {
  readonly params: unknown;
  readonly result: unknown;
}

export type Contract = Record<string, Method>;

export type Handlers<C> = {
  readonly [M in keyof C]: C[M] extends Method
    ? (params: C[M]['params'], signal: AbortSignal) => Promise<C[M]['result']> | C[M]['result']
    : never;
};

/** Checks what arrives from the other side; throws a message that names what is wrong. */
export type Validators<C> = {
  readonly [M in keyof C]: (value: unknown) => C[M] extends Method ? C[M]['params'] : never;
};

/** What the other side answered when it could not do what was asked. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
}

/** Wraps a handler's result so that its buffers move to the other side instead of being copied. */
export class Transferring<T> {
  constructor(value: T, buffers: readonly ArrayBuffer[]) {
    this.value = value;
    this.buffers = buffers;
  }
  readonly value: T;
  readonly buffers: readonly ArrayBuffer[];
}

interface Request {
  readonly kind: 'request';
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}
interface Cancel {
  readonly kind: 'cancel';
  readonly id: number;
}
interface Response {
  readonly kind: 'response';
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}
type Envelope = Request | Cancel | Response;

function asEnvelope(message: unknown): Envelope | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { kind, id, method } = message as Record<string, unknown>;
  if (typeof id !== 'number') return undefined;
  if (kind === 'request') return typeof method === 'string' ? (message as Request) : undefined;
  return kind === 'cancel' || kind === 'response' ? (message as Envelope) : undefined;
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Cancelled', 'AbortError');
}

/** Asks the other side; every answer, error or cancellation settles exactly one promise. */
export class RpcClient<C> implements Disposable {
  readonly #port: MessagePortLike;
  readonly #pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #subscription: Disposable;
  #nextId = 1;
  #closed: Error | undefined;

  constructor(port: MessagePortLike) {
    this.#port = port;
    this.#subscription = port.onMessage((message) => {
      const envelope = asEnvelope(message);
      if (envelope?.kind === 'response') this.#settle(envelope);
    });
  }

  call<M extends keyof C & string>(
    method: M,
    params: C[M] extends Method ? C[M]['params'] : never,
    signal?: AbortSignal,
  ): Promise<C[M] extends Method ? C[M]['result'] : never> {
    if (this.#closed) return Promise.reject(this.#closed);
    if (signal?.aborted) return Promise.reject(abortReason(signal));
    const id = this.#nextId++;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
    const abort = () => {
      const waiting = this.#pending.get(id);
      if (!waiting || !signal) return;
      this.#pending.delete(id);
      this.#port.post({ kind: 'cancel', id } satisfies Cancel);
      waiting.reject(abortReason(signal));
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#port.post({ kind: 'request', id, method, params } satisfies Request);
    return answer.finally(() => signal?.removeEventListener('abort', abort)) as Promise<never>;
  }

  /** Fails everything that still waits, for instance because the other side has died. */
  close(error: Error): void {
    this.#closed = error;
    for (const waiting of this.#pending.values()) waiting.reject(error);
    this.#pending.clear();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.close(new RpcError('The channel was closed.'));
  }

  #settle(response: Response): void {
    const waiting = this.#pending.get(response.id);
    if (!waiting) return;
    this.#pending.delete(response.id);
    if (response.error === undefined) waiting.resolve(response.result);
    else waiting.reject(new RpcError(response.error));
  }
}

/**
 * Answers what the other side asks. Parameters are validated before a handler sees them; a handler that
 * throws becomes an error answer and is reported through `onError`, never an unhandled rejection.
 */
export function serveRpc<C>(
  port: MessagePortLike,
  handlers: Handlers<C>,
  validators: Validators<C>,
  onError: (method: string, error: unknown) => void = () => {},
): Disposable {
  const running = new Map<number, AbortController>();
  const store = new DisposableStore();

  async function answer({ id, method, params }: Request): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      if (!Object.hasOwn(handlers as object, method)) throw new RpcError(`There is no method ${method}.`);
      const known = method as keyof C;
      const checked = validators[known](params);
      const handler = handlers[known] as (params: unknown, signal: AbortSignal) => unknown;
      const result = await handler(checked, controller.signal);
      if (controller.signal.aborted) return;
      if (result instanceof Transferring) {
        port.post({ kind: 'response', id, result: result.value } satisfies Response, result.buffers);
      } else {
        port.post({ kind: 'response', id, result } satisfies Response);
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      onError(method, error);
      const text = error instanceof Error ? error.message : String(error);
      port.post({ kind: 'response', id, error: text } satisfies Response);
    } finally {
      running.delete(id);
    }
  }

  store.add(
    port.onMessage((message) => {
      const envelope = asEnvelope(message);
      if (envelope?.kind === 'request') void answer(envelope);
      else if (envelope?.kind === 'cancel') running.get(envelope.id)?.abort();
    }),
  );
  store.add({
    dispose() {
      for (const controller of running.values()) controller.abort();
    },
  });
  return store;
}
