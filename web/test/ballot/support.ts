// A phone in a secret ballot, before a server that answers as a test says.
import { vi } from 'vitest';

import type { SecretBallot } from '../../src/features/ballot/secret';
import { SecretVoting } from '../../src/features/ballot/secret_voting.svelte';
import type { Me } from '../../src/protocol/views';
import type { BallotCraft } from '../../src/trust/ballot_craft';
import type { Answer } from '../../src/trust/ballot_voting';

// The cryptography is tested with the library; here it is words.
export const craft = {
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

export const ballot = {
  ballot: 'b1',
  state: 'open',
  mode: 'secret',
  terms: { ballot: 'h01/ballot/1', choices: ['good', 'bad'], key: 'k' },
  receipt_key: 'r',
  entitled_present: 40,
} as unknown as SecretBallot;
export const at = (state: string) => ({ ...ballot, state }) as SecretBallot;
export const me = { role: 'attendee', id: 'A-1', present: true, may_vote: true, ballots: {} } as Me;

export type Way = () => Promise<Answer>;
export const ok =
  (value: string): Way =>
  () =>
    Promise.resolve({ ok: true, value });
export const refuse =
  (code: string): Way =>
  () =>
    Promise.resolve({ ok: false, code });
export const lost: Way = () => Promise.reject(new Error('network'));

export class Server {
  issue: Way = ok('signed');
  cast: Way = ok('receipt');
  workers = 0;
  readonly casts: { seq: number; choice: string; at: number }[] = [];
}

export function phone(server: Server, store: { text?: string } = {}, chance = 0.5): SecretVoting {
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

export const soon = () => vi.advanceTimersByTimeAsync(0);

export async function ready(server = new Server(), store: { text?: string } = {}, chance = 0.5) {
  const voting = phone(server, store, chance);
  voting.follow(ballot, me);
  await soon();
  return { server, voting, store };
}
