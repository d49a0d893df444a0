import { expect, it } from 'vitest';
import { DisposableStore, MutableDisposable, toDisposable } from '../../../src/base/disposable.ts';
import { Emitter } from '../../../src/base/emitter.ts';

const recorded = () => {
  const order: string[] = [];
  return { order, make: (name: string) => ({ dispose: () => order.push(name) }) };
};

it('a store disposes its children once, the last one first', () => {
  const { order, make } = recorded();
  const store = new DisposableStore();
  store.add(make('first'));
  store.add(make('second'));
  store.dispose();
  store.dispose();
  expect(order).toEqual(['second', 'first']);
});

it('a child that comes to a disposed store is disposed at once', () => {
  const { order, make } = recorded();
  const store = new DisposableStore();
  store.dispose();
  store.add(make('late'));
  expect(order).toEqual(['late']);
});

it('a slot disposes what was in it, and nothing when the same is put in again', () => {
  const { order, make } = recorded();
  const slot = new MutableDisposable<{ dispose(): void }>();
  const one = make('one');
  slot.value = one;
  slot.value = one;
  expect(order).toEqual([]);
  slot.value = make('two');
  expect(order).toEqual(['one']);
  slot.dispose();
  slot.value = make('late');
  expect(order).toEqual(['one', 'two', 'late']);
});

it('a function becomes a disposable that runs once', () => {
  let calls = 0;
  const disposable = toDisposable(() => calls++);
  disposable.dispose();
  disposable.dispose();
  expect(calls).toBe(1);
});

it('a listener that is disposed hears nothing more, even within the same event', () => {
  const emitter = new Emitter<number>();
  const heard: string[] = [];
  const first = emitter.event((value) => heard.push(`first ${value}`));
  emitter.event((value) => heard.push(`second ${value}`));
  emitter.fire(1);
  first.dispose();
  emitter.fire(2);
  emitter.dispose();
  emitter.fire(3);
  expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
});
