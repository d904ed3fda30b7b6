import { expect, test, vi } from 'vitest';

import { freshNonce, GivenNonces } from './nonces';

function keeper() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const place = (vkey = 'key') => ({
  hearing: 'h01',
  subject: 'A-0001',
  view: { hearing: { vkey } },
});

test('a nonce is 64 hexadecimal digits, and never the same', () => {
  expect(freshNonce()).toMatch(/^[0-9a-f]{64}$/);
  expect(freshNonce()).not.toBe(freshNonce());
});

test('a phone gives its chance once per draw, soon, and remembers it', () => {
  vi.useFakeTimers();
  const kept = keeper();
  const send = vi.fn<(nonce: string) => void>();
  const given = new GivenNonces(place(), kept, () => 42);
  given.give('d1', 'c0', send);
  given.give('d1', 'c0', send);
  expect(given.of('d1')).toBeUndefined();
  vi.advanceTimersByTime(200);
  expect(send).toHaveBeenCalledOnce();
  expect(given.of('d1')).toEqual({ nonce: send.mock.calls[0]?.[0], commit: 'c0', sentAt: 42 });

  // A reload in between changes nothing.
  new GivenNonces(place(), kept).give('d1', 'c0', send);
  vi.advanceTimersByTime(200);
  expect(send).toHaveBeenCalledOnce();
  new GivenNonces(place(), kept).give('d2', 'c1', send);
  vi.advanceTimersByTime(200);
  expect(send).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test('what was given to a draw of the rehearsal is not given to one of the hearing', () => {
  vi.useFakeTimers();
  const kept = keeper();
  const send = vi.fn();
  new GivenNonces(place('rehearsal'), kept).give('d1', 'c0', send);
  vi.advanceTimersByTime(200);
  const given = new GivenNonces(place(), kept);
  expect(given.of('d1')).toBeUndefined();
  given.give('d1', 'c1', send);
  vi.advanceTimersByTime(200);
  expect(send).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test('what is kept wrongly counts as nothing', () => {
  const kept = keeper();
  kept.setItem('rostrum.nonce.h01.key.A-0001.d1', '{');
  kept.setItem('rostrum.nonce.h01.key.A-0001.d2', '{"nonce":1}');
  const given = new GivenNonces(place(), kept);
  expect(given.of('d1')).toBeUndefined();
  expect(given.of('d2')).toBeUndefined();
});
