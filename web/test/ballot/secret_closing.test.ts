// @vitest-environment node
// A secret ballot that closes while votes are on their way.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Answer } from '../../src/trust/ballot_voting';
import { Server, at, lost, me, phone, ready, refuse, soon } from './support';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
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
