// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Me } from '../../protocol/views';
import type { BallotCraft } from '../../trust/ballot_craft';
import type { Answer } from '../../trust/ballot_voting';
import type { SecretBallot } from './secret';
import { SecretVoting } from './secret_voting.svelte';

// The cryptography is tested with the library; here it is words.
const craft = {
  prepare: () =>
    Promise.resolve({ voter: 'v', seed: 's', prefix: 'p', blinded: 'b', inverse: 'i' }),
  takeToken: (_terms: unknown, _request: unknown, answer: string) =>
    Promise.resolve(answer === 'signed' ? 'token' : undefined),
  makeCast: (_terms: unknown, _secret: unknown, seq: number, choice: string) =>
    Promise.resolve({ voter: 'v', seq, choice, prefix: 'p', token: 't', signature: 'x' }),
  verifiesReceipt: (_terms: unknown, _cast: unknown, receipt: string) =>
    Promise.resolve(receipt === 'receipt'),
  lineHash: () => Promise.resolve('hash'),
} as unknown as BallotCraft;

const ballot = {
  ballot: 'b1',
  state: 'open',
  mode: 'secret',
  terms: { ballot: 'h01/ballot/1', choices: ['good', 'bad'], key: 'k' },
  receipt_key: 'r',
  entitled_present: 40,
} as unknown as SecretBallot;
const at = (state: string) => ({ ...ballot, state }) as SecretBallot;
const me = { role: 'attendee', id: 'A-1', present: true, may_vote: true, ballots: {} } as Me;

type Way = () => Promise<Answer>;
const ok =
  (value: string): Way =>
  () =>
    Promise.resolve({ ok: true, value });
const refuse =
  (code: string): Way =>
  () =>
    Promise.resolve({ ok: false, code });
const lost: Way = () => Promise.reject(new Error('network'));

class Server {
  issue: Way = ok('signed');
  cast: Way = ok('receipt');
  workers = 0;
  readonly casts: { seq: number; choice: string; at: number }[] = [];
}

function phone(server: Server, store: { text?: string } = {}, chance = 0.5): SecretVoting {
  return new SecretVoting('h01/ballot/1 CODE', ballot, {
    startCraft: () => {
      server.workers += 1;
      return { craft, stop: () => undefined };
    },
    issue: () => server.issue(),
    cast: (_ballot, { seq, choice }) => {
      server.casts.push({ seq, choice, at: Date.now() });
      return server.cast();
    },
    store: { load: () => store.text, save: (text) => (store.text = text) },
    now: Date.now,
    chance: () => chance,
  });
}

const soon = () => vi.advanceTimersByTimeAsync(0);

async function ready(server = new Server(), store: { text?: string } = {}, chance = 0.5) {
  const voting = phone(server, store, chance);
  voting.follow(ballot, me);
  await soon();
  return { server, voting, store };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('the token is fetched by itself, and only for who votes here', async () => {
  const { voting } = await ready();
  expect(voting.status).toBe('choosing');
  const other = phone(new Server());
  other.follow(ballot, { ...me, ballots: { b1: 'paper' } } as Me);
  await soon();
  expect(other.status).toBe('getting_ready');
});

test('a choice is sealed for a while by chance, then cast, and nothing of it stays', async () => {
  const { voting, server, store } = await ready();
  voting.choose('good');
  await soon();
  expect(voting.status).toBe('sealing');
  await vi.advanceTimersByTimeAsync(3999);
  expect(server.casts).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.casts).toEqual([{ seq: 1, choice: 'good', at: 1_004_000 }]);
  expect([voting.status, voting.hasCounted]).toEqual(['counted', true]);
  expect(store.text).not.toContain('good');
});

test('a reload in the middle of sealing sends the vote when its time has come', async () => {
  const { voting, server, store } = await ready();
  voting.choose('bad');
  voting.stop();
  const again = phone(server, store);
  expect(again.status).toBe('sealing');
  again.follow(ballot, me);
  await vi.advanceTimersByTimeAsync(4000);
  expect(server.casts).toEqual([{ seq: 1, choice: 'bad', at: 1_004_000 }]);
  expect(again.status).toBe('counted');
});

test('a phone that was dead for longer sends at once', async () => {
  const { voting, server, store } = await ready();
  voting.choose('bad');
  voting.stop();
  vi.setSystemTime(2_000_000);
  phone(server, store).follow(ballot, me);
  await soon();
  expect(server.casts).toHaveLength(1);
});

test('a change of mind has a higher number, and replaces one that is not sent yet', async () => {
  const { voting, server } = await ready(new Server(), {}, 0.25);
  voting.choose('good');
  voting.choose('bad');
  await vi.advanceTimersByTimeAsync(8000);
  voting.choose('good');
  await vi.advanceTimersByTimeAsync(8000);
  expect(server.casts.map(({ seq, choice }) => `${seq} ${choice}`)).toEqual(['2 bad', '3 good']);
  expect(voting.status).toBe('counted');
});

test('without a network it tries again by itself, ever more slowly, and not with every turnout', async () => {
  const { voting, server } = await ready(new Server(), {}, 0);
  server.cast = lost;
  voting.choose('good');
  await soon();
  expect([server.casts.length, voting.isAway]).toEqual([1, true]);
  for (let returned = 0; returned < 20; returned += 1) voting.follow({ ...ballot, returned }, me);
  await soon();
  expect(server.casts).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.casts.length).toBeGreaterThan(5);
  expect(server.casts.length).toBeLessThan(15);
  server.cast = ok('receipt');
  voting.wake();
  await soon();
  expect([voting.status, voting.isAway]).toEqual(['counted', false]);
  expect(server.workers).toBe(1);
});

test('a worker that broke down is started anew', async () => {
  const server = new Server();
  const voting = phone(server);
  const broken = vi.spyOn(craft, 'prepare').mockRejectedValueOnce(new Error('worker'));
  voting.follow(ballot, me);
  await vi.advanceTimersByTimeAsync(1000);
  broken.mockRestore();
  expect([voting.status, server.workers]).toEqual(['choosing', 2]);
});

describe('while the ballot is closing', () => {
  test('what is sealed goes at once, and a new choice is not taken', async () => {
    const { voting, server } = await ready();
    voting.choose('good');
    await soon();
    voting.follow(at('closing'), me);
    await soon();
    expect(server.casts).toEqual([{ seq: 1, choice: 'good', at: 1_000_000 }]);
    voting.choose('bad');
    await vi.advanceTimersByTimeAsync(8000);
    expect(server.casts).toHaveLength(1);
  });

  test('a lost network is tried again every second', async () => {
    const { voting, server } = await ready();
    server.cast = lost;
    voting.choose('good');
    await vi.advanceTimersByTimeAsync(60_000);
    voting.follow(at('closing'), me);
    const before = server.casts.length;
    await vi.advanceTimersByTimeAsync(9000);
    expect(server.casts.length - before).toBeGreaterThanOrEqual(8);
  });

  test('no token is fetched any more', async () => {
    const voting = phone(new Server());
    voting.follow(at('closing'), me);
    await soon();
    expect(voting.status).toBe('getting_ready');
  });
});

describe('a vote that comes too late', () => {
  test('is forgotten, and that is said', async () => {
    const { voting, server, store } = await ready(new Server(), {}, 0);
    server.cast = refuse('ballot_is_not_open');
    voting.choose('good');
    await soon();
    expect([voting.status, voting.lost, voting.hasCounted]).toEqual(['choosing', 'late', false]);
    expect(store.text).not.toContain('good');
  });

  test('leaves what was counted before', async () => {
    const { voting, server } = await ready(new Server(), {}, 0);
    voting.choose('good');
    await soon();
    server.cast = refuse('ballot_is_not_open');
    voting.choose('bad');
    await soon();
    expect([voting.status, voting.lost, voting.hasCounted]).toEqual(['counted', 'late', true]);
  });

  test('or perhaps did not, when the close came before any answer', async () => {
    const { voting, server, store } = await ready(new Server(), {}, 0);
    server.cast = lost;
    voting.choose('good');
    await soon();
    voting.follow(at('closed'), me);
    expect([voting.status, voting.lost]).toEqual(['over', 'unsure']);
    expect(store.text).not.toContain('good');
    expect(voting.own).toEqual({ voter: 'v', seq: 0 });
  });

  test('is counted when its receipt was on the way at the close', async () => {
    const { voting, server } = await ready(new Server(), {}, 0);
    let answer: (value: Answer) => void = () => undefined;
    server.cast = () => new Promise((resolve) => (answer = resolve));
    voting.choose('good');
    await soon();
    voting.follow(at('closed'), me);
    answer({ ok: true, value: 'receipt' });
    await soon();
    expect([voting.status, voting.lost, voting.own?.seq]).toEqual(['over', undefined, 1]);
  });
});

test('a card whose token was issued elsewhere is told so, and asks no more', async () => {
  const server = new Server();
  const asked = vi.fn(refuse('token_is_issued_already'));
  server.issue = asked;
  const { voting } = await ready(server);
  expect(voting.failure).toBe('token_is_issued_already');
  voting.wake();
  await soon();
  expect(asked).toHaveBeenCalledOnce();
  server.issue = ok('signed');
  voting.retry();
  await soon();
  expect([voting.failure, voting.status]).toEqual([undefined, 'choosing']);
});

test('a receipt that does not verify is no receipt: it is said, and asked for again', async () => {
  const { voting, server } = await ready(new Server(), {}, 0);
  server.cast = ok('forged');
  voting.choose('good');
  await soon();
  expect([voting.status, voting.failure]).toEqual(['sealing', 'receipt_does_not_verify']);
  server.cast = ok('receipt');
  await vi.advanceTimersByTimeAsync(1000);
  expect([voting.status, voting.failure]).toEqual(['counted', undefined]);
});

test('a vote that the box does not take for another reason is told, and the choice is open again', async () => {
  const { voting, server } = await ready(new Server(), {}, 0);
  server.cast = refuse('token_was_not_signed');
  voting.choose('good');
  await soon();
  expect([voting.status, voting.failure]).toEqual(['choosing', 'token_was_not_signed']);
  server.cast = ok('receipt');
  voting.choose('good');
  await soon();
  expect([voting.status, voting.failure]).toEqual(['counted', undefined]);
});

test('of two tabs the one behind catches up', async () => {
  const { voting, server, store } = await ready(new Server(), {}, 0);
  const other = phone(server, store);
  other.follow(ballot, me);
  voting.choose('good');
  await soon();
  expect(other.status).toBe('choosing');
  other.wake();
  await soon();
  expect(other.status).toBe('counted');
  expect(server.casts).toHaveLength(1);
});

test('a storage that refuses is said, and the vote goes all the same', async () => {
  const server = new Server();
  const voting = new SecretVoting('id', ballot, {
    startCraft: () => ({ craft, stop: () => undefined }),
    issue: () => server.issue(),
    cast: () => server.cast(),
    store: { load: () => undefined, save: () => undefined },
    now: Date.now,
    chance: () => 0,
  });
  voting.follow(ballot, me);
  await soon();
  expect(voting.isKept).toBe(false);
  voting.choose('good');
  await soon();
  expect(voting.status).toBe('counted');
});
