// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Server, at, ballot, craft, lost, me, ok, phone, ready, refuse, soon } from './support';
import { SecretVoting } from '../../src/features/ballot/secret_voting.svelte';
import { craftMostMs, startBallotCraft } from '../../src/trust/ballot_client';
import type { WorkerPort } from '../../src/trust/worker_port';

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
  other.follow(ballot, { ...me, ballots: { b1: 'paper' } });
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

/** The phone has ended it without a word: it takes every call and answers none. */
const silent: () => WorkerPort = () => ({
  onmessage: null,
  onerror: null,
  postMessage: () => undefined,
  terminate: () => undefined,
});

test.each(['prepare', 'takeToken', 'makeCast', 'verifiesReceipt', 'lineHash'] as const)(
  'a worker that dies without a word at %s is replaced, and the vote goes on with the key it had',
  async (name) => {
    const server = new Server();
    const blinded: string[] = [];
    let kept: string | undefined;
    let workers = 0;
    const casts: string[] = [];
    const voting = new SecretVoting('id', ballot, {
      startCraft: () => {
        const dead = startBallotCraft(silent);
        workers += 1;
        // Each that is prepared is another.
        const prepare = () =>
          craft.prepare(ballot.terms).then((one) => ({ ...one, blinded: `b${workers}` }));
        const living = { ...craft, prepare };
        if (workers > 1) return { craft: living, stop: () => undefined };
        return { craft: { ...living, [name]: dead.craft[name] }, stop: dead.stop };
      },
      issue: (_ballot, request) => {
        blinded.push(request);
        return server.issue();
      },
      cast: (_ballot, { pk, seq, choice }) => {
        casts.push(`${pk} ${seq} ${choice}`);
        return server.cast();
      },
      store: { load: () => kept, save: (text) => (kept = text) },
      now: Date.now,
      chance: () => 0,
    });
    voting.follow(ballot, me);
    await vi.advanceTimersByTimeAsync(craftMostMs + 1_000);
    voting.choose('good');
    await vi.advanceTimersByTimeAsync(craftMostMs + 1_000);
    expect([voting.status, workers]).toEqual(['counted', 2]);
    expect(new Set(blinded).size).toBe(1);
    expect(new Set(casts)).toEqual(new Set(['v 1 good']));
  },
);

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

test('a card for which paper was handed out by mistake gets its token once that is taken back', async () => {
  const server = new Server();
  server.issue = refuse('card_is_spent');
  const { voting } = await ready(server);
  expect(voting.failure).toBe('card_is_spent');
  voting.follow(ballot, { ...me, ballots: { b1: 'paper' } });
  server.issue = ok('signed');
  await soon();
  expect(voting.status).toBe('getting_ready');
  voting.follow(ballot, me);
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

test('a vote that another tab brought into the box is not called lost when the ballot closes', async () => {
  const { voting, server, store } = await ready(new Server(), {}, 0.9);
  const other = phone(server, store, 0);
  other.follow(ballot, me);
  voting.choose('good');
  await soon();
  other.wake();
  other.choose('good');
  await soon();
  expect([voting.status, other.status]).toEqual(['sealing', 'counted']);
  voting.follow(at('closed'), me);
  expect([voting.lost, voting.hasCounted]).toEqual([undefined, true]);
});

test('a token that another tab of this phone got is no stranger’s', async () => {
  const server = new Server();
  const store: { text?: string } = {};
  server.issue = refuse('token_is_issued_already');
  const behind = await ready(server, store);
  expect(behind.voting.failure).toBe('token_is_issued_already');
  server.issue = ok('signed');
  await ready(server, store);
  behind.voting.wake();
  await soon();
  expect([behind.voting.failure, behind.voting.status]).toEqual([undefined, 'choosing']);
});

test('a worker that broke down for a check is replaced for the next one', async () => {
  const { voting, server } = await ready();
  await expect(voting.withCraft(() => Promise.reject(new Error('worker')))).rejects.toThrow();
  expect(await voting.withCraft(({ lineHash }) => lineHash({} as never))).toBe('hash');
  expect(server.workers).toBe(2);
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
