import { render } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { DeckGone } from '../../connection/pieces';
import type { Deck } from './deck';
import { Opened } from './opened.svelte';
import Slide from './Slide.svelte';

const close = vi.fn();
const deckOf = (draw: Deck['draw']): Deck => ({ draw, text: () => Promise.resolve(''), close });
const deck = () => deckOf(() => Promise.resolve(document.createElement('canvas')));
const lost = () => Promise.reject(new TypeError('network'));
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  close.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a deck that did not open is tried again, ever more slowly, until it is there', async () => {
  const open = vi.fn<(address: string) => Promise<Deck>>(lost);
  const opened = new Opened('h01', open);
  void opened.follow('a');
  await passes(60_000);
  expect([opened.failed, opened.deck]).toEqual([true, undefined]);
  expect(open.mock.calls.length).toBeGreaterThan(5);
  expect(open.mock.calls.length).toBeLessThan(15);
  open.mockImplementation(() => Promise.resolve(deck()));
  await passes(15_000);
  expect(opened.failed).toBe(false);
  expect(opened.sheets).toBeDefined();
  expect(open).toHaveBeenLastCalledWith('/api/v1/hearings/h01/slides/a', expect.any(AbortSignal));
});

test('a deck that is gone is not asked for again, and another one is', async () => {
  const open = vi.fn<(address: string) => Promise<Deck>>(() => Promise.reject(new DeckGone()));
  const opened = new Opened('h01', open);
  void opened.follow('a');
  await passes(60_000);
  expect([opened.failed, open.mock.calls.length]).toEqual([true, 1]);
  open.mockImplementation(() => Promise.resolve(deck()));
  void opened.follow('b');
  await passes(0);
  expect([opened.failed, open.mock.calls.length]).toEqual([false, 2]);
});

test('nobody goes on asking for a deck whose place another has taken, or that nobody shows', async () => {
  const asked: string[] = [];
  const opened = new Opened('h01', (address) => {
    asked.push(address.slice(-1));
    return address.endsWith('b') ? Promise.resolve(deck()) : lost();
  });
  void opened.follow('a');
  void opened.follow('b');
  await passes(60_000);
  expect(asked).toEqual(['a', 'b']);
  expect(opened.failed).toBe(false);
  void opened.follow('c');
  opened.close();
  await passes(60_000);
  expect(asked).toEqual(['a', 'b', 'c']);
});

test('a page that could not be drawn is drawn as soon as it can be', async () => {
  // What is not laid out has no size.
  for (const side of ['clientWidth', 'clientHeight'] as const)
    vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(320);
  let isTorn = true;
  const opened = new Opened('h01', () =>
    Promise.resolve(
      deckOf(() =>
        isTorn
          ? Promise.reject(new Error('torn'))
          : Promise.resolve(document.createElement('canvas')),
      ),
    ),
  );
  await opened.follow('a');
  const { container } = render(Slide, { opened, page: 1, pages: 2, label: '第 1 页' });
  await passes(5_000);
  expect(container.querySelector('canvas')).toBeNull();
  isTorn = false;
  await passes(15_000);
  expect(container.querySelector('canvas')).not.toBeNull();
  expect(opened.failed).toBe(false);
});
