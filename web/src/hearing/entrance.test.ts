import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Problem, answerMostMs } from '../connection/http';
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
const refusal = (status: number, code: string, headers = {}) =>
  Response.json({ code }, { status, headers });
/** A proxy speaks for a server that is away. */
const proxy = (status: number) => new Response('<h1>Bad Gateway</h1>', { status });

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

test('a reload finds the ticket as long as nobody has answered, and none in the address afterwards', async () => {
  network('lost', refusal(503, 'busy'), welcome());
  const entrance = new Entrance();
  const began = entrance.begin();
  for (let ms = 0; entrance.state !== 'inside'; ms += 100) {
    expect(location.hash).toBe('#CARD');
    await vi.advanceTimersByTimeAsync(100);
  }
  await began;
  expect(location.hash).toBe('');
});

test.each([409, 401, 403])('a ticket that is refused (%i) leaves the address', async (status) => {
  network(refusal(status, 'card_in_use'), refusal(401, 'no_session'));
  const entrance = new Entrance();
  await entrance.begin();
  expect(entrance.state).toBe('outside');
  expect(location.hash).toBe('');
});

test('whoever comes in by hand meanwhile leaves no ticket in the address', async () => {
  network('lost', welcome());
  const entrance = new Entrance();
  const began = entrance.begin();
  await vi.advanceTimersByTimeAsync(1);
  expect(location.hash).toBe('#CARD');
  await entrance.byText('OTHER');
  expect(location.hash).toBe('');
  await vi.runAllTimersAsync();
  await began;
});

test('a phone whose first request was swallowed knocks again by itself', async () => {
  const swallowed = (_path: string, { signal }: RequestInit) =>
    new Promise<Response>((_, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });
  const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(swallowed);
  vi.stubGlobal('fetch', fetch);
  const entrance = new Entrance();
  const began = entrance.begin();
  await vi.advanceTimersByTimeAsync(answerMostMs);
  expect([entrance.problem, entrance.tryingAgain]).toEqual(['network', true]);
  fetch.mockImplementation(() => Promise.resolve(welcome()));
  await vi.runAllTimersAsync();
  await began;
  expect(entrance.state).toBe('inside');
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

test.each([
  ['a proxy before a server that is away', 'server_away', () => proxy(502)],
  ['a proxy that waited in vain', 'server_away', () => proxy(504)],
  ['a busy server', 'busy', () => refusal(503, 'busy')],
  ['too many tries from one address', 'too_many_tries', () => refusal(429, 'too_many_tries')],
])('a ticket is kept and shown again after the answer of %s', async (_, code, answer) => {
  network(answer(), answer(), welcome());
  const entrance = new Entrance();
  const began = entrance.begin();
  await vi.advanceTimersByTimeAsync(1);
  expect(entrance.problem).toBe(code);
  expect(entrance.tryingAgain).toBe(true);
  await vi.runAllTimersAsync();
  await began;
  expect(knocks.map(({ token }) => token)).toEqual(['CARD', 'CARD', 'CARD']);
  expect(entrance.state).toBe('inside');
  expect(entrance.tryingAgain).toBe(false);
});

test('whoever has a cookie is told that the server is away, and is in when it is back', async () => {
  location.hash = '';
  network(proxy(502), welcome());
  const entrance = new Entrance();
  const began = entrance.begin();
  await vi.advanceTimersByTimeAsync(1);
  expect(entrance.problem).toBe('server_away');
  expect(entrance.tryingAgain).toBe(true);
  await vi.runAllTimersAsync();
  await began;
  expect(entrance.state).toBe('inside');
});

test('a server that says how long to wait is not asked before', async () => {
  const answer = refusal(429, 'too_many_tries', { 'Retry-After': '30' });
  network(answer, welcome());
  const entrance = new Entrance();
  const began = entrance.begin();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(knocks).toHaveLength(1);
  await vi.runAllTimersAsync();
  await began;
  expect(knocks).toHaveLength(2);
});

test('whoever comes with neither ticket nor cookie is told nothing, and nothing tries again', async () => {
  location.hash = '';
  network(refusal(401, 'no_session'));
  const entrance = new Entrance();
  await entrance.begin();
  expect(entrance.state).toBe('outside');
  expect(entrance.problem).toBeUndefined();
  expect(entrance.tryingAgain).toBe(false);
});

test('a used card and a server that then is away: the session from before goes on all the same', async () => {
  network(refusal(409, 'card_in_use'), proxy(502), welcome());
  const entrance = new Entrance();
  const began = entrance.begin();
  await vi.runAllTimersAsync();
  await began;
  expect(entrance.state).toBe('inside');
  expect(knocks).toHaveLength(1);
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
  expect(entrance.tryingAgain).toBe(true);
  const typed = entrance.byText('OTHER');
  expect(entrance.tryingAgain).toBe(false);
  await typed;
  await vi.runAllTimersAsync();
  await began;
  expect(knocks.map(({ token }) => token)).toEqual(['CARD', 'OTHER']);
  expect(entrance.state).toBe('inside');
});

async function someoneIn(): Promise<Entrance> {
  const entrance = new Entrance();
  await entrance.begin();
  expect(entrance.state).toBe('inside');
  return entrance;
}

test.each([
  ['that did not reach the server', 'network', 'lost'],
  ['that the server could not carry out', 'storage_failed', refusal(503, 'storage_failed')],
  ['that was not allowed', 'origin_not_allowed', refusal(403, 'origin_not_allowed')],
] as const)('a log-out %s shows nobody out whose session may be open', async (_, code, answer) => {
  network(welcome(), answer, new Response(null, { status: 204 }));
  const entrance = await someoneIn();
  expect(await entrance.leave()).toBe(code);
  expect(entrance.state).toBe('inside');
  expect(await entrance.leave()).toBeUndefined();
  expect(entrance.state).toBe('outside');
});

test('whoever logs out of a session that is over already is out', async () => {
  network(welcome(), refusal(401, 'no_session'));
  const entrance = await someoneIn();
  expect(await entrance.leave()).toBeUndefined();
  expect(entrance.state).toBe('outside');
});
