import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Rotation, pageStaysMs, pagesOf } from './rotation.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const items = (count: number) => Array.from({ length: count }, (_, index) => index);
const sizes = (count: number, places: number) =>
  pagesOf(items(count), places).map((page) => page.length);

test('there are as few pages as possible, all about as full', () => {
  expect(sizes(0, 6)).toEqual([]);
  expect(sizes(6, 6)).toEqual([6]);
  expect(sizes(7, 6)).toEqual([4, 3]);
  expect(sizes(9, 4)).toEqual([3, 3, 3]);
  expect(sizes(64, 6)).toHaveLength(11);
});

test('nothing is lost, and the order stays', () => {
  for (let count = 1; count < 30; count += 1) {
    expect(pagesOf(items(count), 4, (item) => (item % 3) + 1).flat()).toEqual(items(count));
  }
});

test('what takes more room stands with less beside it, and alone where it takes all', () => {
  const places = (item: number) => (item === 1 ? 9 : 1);
  expect(pagesOf(items(4), 4, places)).toEqual([[0], [1], [2, 3]]);
});

function rotation(count: () => number): { made: Rotation<number>; stop: () => void } {
  let made: Rotation<number> | undefined;
  const stop = $effect.root(() => {
    made = new Rotation(() => pagesOf(items(count()), 2));
  });
  flushSync();
  if (!made) throw new Error('nothing was made');
  return { made, stop };
}

test('page follows page, and the first comes again after the last', () => {
  const { made, stop } = rotation(() => 4);
  expect(made.shown).toEqual([0, 1]);
  expect(made.hasSeenAll).toBe(false);
  vi.advanceTimersByTime(pageStaysMs);
  expect(made.shown).toEqual([2, 3]);
  expect(made.hasSeenAll).toBe(false);
  vi.advanceTimersByTime(pageStaysMs);
  expect(made.shown).toEqual([0, 1]);
  expect(made.hasSeenAll).toBe(true);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('one page stays', () => {
  const { made, stop } = rotation(() => 2);
  expect(vi.getTimerCount()).toBe(0);
  expect(made.shown).toEqual([0, 1]);
  stop();
});

test('a page that is no more is not shown empty', () => {
  let count = $state(4);
  const { made, stop } = rotation(() => count);
  vi.advanceTimersByTime(pageStaysMs);
  expect(made.at).toBe(1);
  count = 1;
  flushSync();
  expect(made.shown).toEqual([0]);
  stop();
});
