import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Problem } from '../connection/http';
import type { Session } from '../connection/session';
import { Entrance } from './entrance.svelte';

interface Knock {
  token: string;
  device_key: string;
}

const session: Session = {
  role: 'attendee',
  subject: 'A-0001',
  name: '王一',
  nonce: '0'.repeat(32),
  hearings: [],
};
const knocks: Knock[] = [];

/** One outcome per request: an answer, or a network that gives none. */
function network(...outcomes: ('lost' | Response)[]): void {
  vi.stubGlobal(
    'fetch',
    vi.fn((path: string, init?: RequestInit) => {
      if (path.endsWith('/join')) knocks.push(JSON.parse(init?.body as string) as Knock);
      const outcome = outcomes.shift() ?? 'lost';
      return outcome === 'lost'
        ? Promise.reject(new TypeError('failed to fetch'))
        : Promise.resolve(outcome);
    }),
  );
}

const welcome = () => Response.json(session);
const refusal = (status: number, code: string) => Response.json({ code }, { status });

beforeEach(() => {
  vi.useFakeTimers();
  knocks.length = 0;
  location.hash = '#CARD';
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('a card whose answer was lost knocks again with the same device key', async () => {
  network('lost', 'lost', welcome());
  const entrance = new Entrance();
  const began = entrance.begin();
  await vi.runAllTimersAsync();
  await began;
  expect(entrance.state).toBe('inside');
  expect(knocks.map(({ token }) => token)).toEqual(['CARD', 'CARD', 'CARD']);
  expect(new Set(knocks.map((knock) => knock.device_key)).size).toBe(1);
  // At least 128 bits: the server ignores a weaker one.
  expect(knocks[0]?.device_key).toMatch(/^[0-9a-f]{32}$/);
});

test('a page that cannot reach the server says so until it can', async () => {
  network('lost', welcome());
  const entrance = new Entrance();
  const began = entrance.begin();
  await vi.advanceTimersByTimeAsync(1);
  expect(entrance.problem).toBe('network');
  await vi.runAllTimersAsync();
  await began;
  expect(entrance.problem).toBeUndefined();
});

test('a card that is refused is not tried again, and a session from before goes on', async () => {
  network(refusal(409, 'card_in_use'), welcome());
  const entrance = new Entrance();
  await entrance.begin();
  expect(entrance.state).toBe('inside');
  expect(knocks).toHaveLength(1);
});

test('who is in stays in, however late another attempt fails', async () => {
  let fail = (): void => undefined;
  const entrance = new Entrance();
  const late = entrance.by(
    () => new Promise((_, reject) => (fail = () => reject(new Problem(401, 'wrong_code')))),
  );
  await entrance.by(() => Promise.resolve(session));
  fail();
  await late;
  expect(entrance.state).toBe('inside');
  expect(entrance.problem).toBeUndefined();
});

test('what somebody types while the server is away replaces the ticket that was tried', async () => {
  network('lost', welcome(), refusal(409, 'card_in_use'));
  const entrance = new Entrance();
  const began = entrance.begin();
  await vi.advanceTimersByTimeAsync(1);
  await entrance.byText('OTHER');
  await vi.runAllTimersAsync();
  await began;
  expect(knocks.map(({ token }) => token)).toEqual(['CARD', 'OTHER']);
  expect(entrance.state).toBe('inside');
});
