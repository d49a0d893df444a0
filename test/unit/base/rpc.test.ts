import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { DisposableStore, toDisposable } from '../../../src/base/disposable.ts';
import { type MessagePortLike, RpcClient, serveRpc, Transferring } from '../../../src/base/rpc.ts';

interface Numbers {
  double: { params: number; result: number };
  wait: { params: null; result: string };
  fail: { params: null; result: never };
  bytes: { params: null; result: Uint8Array };
}

const store = new DisposableStore();
let reported: unknown[] = [];
let aborted: Promise<void>;
let sent: ArrayBuffer | undefined;
afterEach(() => {
  reported = [];
});

function connect(): RpcClient<Numbers> {
  const { port1, port2 } = new MessageChannel();
  store.add(toDisposable(() => port1.close()));
  const end = (port: typeof port1): MessagePortLike => ({
    post: (message, transfer = []) => port.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      port.on('message', listener);
      port.unref();
      return toDisposable(() => port.off('message', listener));
    },
  });
  let tellAborted = () => {};
  aborted = new Promise((resolve) => {
    tellAborted = resolve;
  });
  serveRpc<Numbers>(
    end(port2),
    {
      double: (value) => value * 2,
      wait: (_params, signal) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            tellAborted();
            resolve('too late');
          }),
        ),
      fail: () => {
        throw new Error('it does not work');
      },
      bytes: () => {
        const bytes = Uint8Array.of(1, 2, 3);
        sent = bytes.buffer;
        return new Transferring(bytes, [bytes.buffer]) as never;
      },
    },
    {
      double: (value) => {
        if (typeof value !== 'number') throw new Error('not a number');
        return value;
      },
      wait: () => null,
      fail: () => null,
      bytes: () => null,
    },
    (method, error) => reported.push([method, String(error)]),
  );
  const client = new RpcClient<Numbers>(end(port1));
  store.add(client);
  port1.ref();
  return client;
}

it('an answer comes to the one who asked, whatever the order', async () => {
  const client = connect();
  expect(await Promise.all([client.call('double', 1), client.call('double', 2)])).toEqual([2, 4]);
});

it('what a handler never sees: params that the validator refuses, and methods that are not there', async () => {
  const client = connect();
  await expect(client.call('double', 'two' as never)).rejects.toThrow('not a number');
  for (const method of ['nothing', 'toString', '__proto__'])
    await expect(client.call(method as 'double', 0)).rejects.toThrow(`There is no method ${method}.`);
  expect(reported).toHaveLength(4);
});

it('a handler that throws becomes an error answer, and is reported', async () => {
  await expect(connect().call('fail', null)).rejects.toThrow('it does not work');
  expect(reported).toEqual([['fail', 'Error: it does not work']]);
});

it('cancelling settles the call at once and reaches the handler', async () => {
  const client = connect();
  const controller = new AbortController();
  const answer = client.call('wait', null, controller.signal);
  controller.abort();
  await expect(answer).rejects.toThrow(/abort/i);
  await aborted;
  await expect(client.call('double', 3, controller.signal)).rejects.toThrow(/abort/i);
  expect(await client.call('double', 4)).toBe(8);
  expect(reported).toEqual([]);
});

it('buffers of an answer move instead of being copied', async () => {
  const client = connect();
  expect(await client.call('bytes', null)).toEqual(Uint8Array.of(1, 2, 3));
  expect(sent?.byteLength).toBe(0);
});

it('closing fails what waits and what is asked later', async () => {
  const client = connect();
  const answer = client.call('wait', null);
  client.close(new Error('the other side died'));
  await expect(answer).rejects.toThrow('died');
  await expect(client.call('double', 1)).rejects.toThrow('died');
});

it('messages that are no answers are passed over', async () => {
  const { port1, port2 } = new MessageChannel();
  const client = new RpcClient<Numbers>({
    post: (message) => port1.postMessage(message),
    onMessage: (listener) => {
      port1.on('message', listener);
      return toDisposable(() => port1.close());
    },
  });
  port2.once('message', ({ id }: { id: number }) => {
    for (const message of [null, 'text', {}, { kind: 'response' }, { kind: 'response', id: 999 }])
      port2.postMessage(message);
    port2.postMessage({ kind: 'response', id, result: 8 });
  });
  expect(await client.call('double', 4)).toBe(8);
  client.dispose();
});
