// @vitest-environment node
import { describe, expect, test } from 'vitest';

import {
  type Cast,
  castFault,
  lineHash,
  prepare,
  receiptMessage,
  writeLine,
} from '../../src/trust/ballot';
import { type BallotCraft, ballotCraft } from '../../src/trust/ballot_craft';
import { BallotPocket, type PocketStore } from '../../src/trust/ballot_pocket';
import { type Answer, type CastBody, type Hands, takeStep } from '../../src/trust/ballot_voting';
import { base64, fromAscii, hex } from '../../src/trust/bytes';
import { publicKeyOf, sign } from '../../src/trust/signing';
import { FixedChance, ballotTerms as terms, blindSign, fromHex } from './support';

const serverSeed = new FixedChance(30).bytes(32);

class Crash extends Error {}

/** Breaks at its n-th use, once. */
class Fuse {
  uses = 0;
  constructor(private readonly at: number) {}
  burn(): void {
    this.uses += 1;
    if (this.uses === this.at) throw new Crash();
  }
}

class Memory implements PocketStore {
  text: string | undefined;
  readonly all: string[] = [];
  constructor(private readonly fuse = new Fuse(0)) {}
  load = () => this.text;
  save(text: string): void {
    this.fuse.burn(); // Before it is on the disk…
    this.text = text;
    this.all.push(text);
    this.fuse.burn(); // …or right after.
  }
}

/** A server that signs one request per card and keeps the highest number per voter. */
class Server {
  issued: string | undefined;
  readonly box = new Map<string, Cast>();
  casts = 0;
  isOpen = true;

  issue(blinded: string): Answer {
    if (this.issued !== undefined && this.issued !== blinded) {
      return { ok: false, code: 'already_issued' };
    }
    this.issued = blinded;
    return { ok: true, value: hex(blindSign(fromHex(blinded))) };
  }
  cast({ pk, seq, choice, prefix, rsa_sig, ed_sig }: CastBody): Answer {
    this.casts += 1;
    if (!this.isOpen) return { ok: false, code: 'ballot_is_not_open' };
    const cast = { voter: pk, seq, choice, prefix, token: rsa_sig, signature: ed_sig };
    if (castFault(terms, cast)) return { ok: false, code: 'not_a_vote' };
    const stored = this.box.get(pk);
    const isSame = stored !== undefined && writeLine(stored) === writeLine(cast);
    if (stored && stored.seq >= seq && !isSame) return { ok: false, code: 'seq_is_old' };
    this.box.set(pk, cast);
    const text = receiptMessage(terms.ballot, { ...cast, lineHash: lineHash(cast) });
    return { ok: true, value: base64(sign(fromAscii(text), serverSeed)) };
  }
  get choices(): string[] {
    return [...this.box.values()].map(({ choice }) => choice);
  }
}

/** Everything at once, with chance that repeats; what travels can be lost either way. */
function handsOf(server: Server, chance: FixedChance, fuse = new Fuse(0)): Hands {
  const travel = (answer: () => Answer): Promise<Answer> =>
    Promise.resolve().then(() => {
      fuse.burn();
      const value = answer();
      fuse.burn();
      return value;
    });
  const craft = Object.fromEntries(
    Object.entries({ ...ballotCraft, prepare: () => prepare(terms, chance.bytes) }).map(
      ([name, work]) => [
        name,
        (...args: never[]) =>
          Promise.resolve().then(() => (work as (...of: never[]) => unknown)(...args)),
      ],
    ),
  ) as unknown as BallotCraft;
  return {
    craft,
    issue: (_ballot, blinded) => travel(() => server.issue(blinded)),
    cast: (body) => travel(() => server.cast(body)),
    serverKey: hex(publicKeyOf(serverSeed)),
  };
}

const opened = (store: PocketStore) => new BallotPocket(terms.ballot, store);

/** One life of a page: until there is nothing to do, choosing when asked. Waiting takes no time. */
async function live(store: PocketStore, hands: Hands, wishes: string[]): Promise<BallotPocket> {
  const pocket = opened(store);
  let now = 1_000_000;
  for (let steps = 0; steps < 50; steps += 1) {
    const outcome = await takeStep(pocket, terms, hands, now);
    if (outcome.kind === 'wait') now = outcome.until;
    else if (outcome.kind === 'refused') throw new Error(outcome.code);
    else if (outcome.kind !== 'went_on') {
      const wish = wishes[0];
      if (wish === undefined) return pocket;
      pocket.seal(wish, now, 0.5);
      wishes.shift();
    }
  }
  throw new Error('never came to rest');
}

async function ready(server = new Server()) {
  const store = new Memory();
  const hands = handsOf(server, new FixedChance(31));
  const pocket = await live(store, hands, []);
  return { server, store, hands, pocket };
}

test('a vote goes from key to receipt, and the phone keeps no choice', async () => {
  const server = new Server();
  const store = new Memory();
  const pocket = await live(store, handsOf(server, new FixedChance(31)), ['not_satisfied']);
  expect(pocket.status).toBe('counted');
  expect(pocket.isKept).toBe(true);
  expect(server.choices).toEqual(['not_satisfied']);
  const [cast] = server.box.values();
  expect(pocket.voter).toBe(cast?.voter);
  expect(pocket.counted).toMatchObject({ seq: 1, lineHash: cast && lineHash(cast) });
  // Only while it was under way.
  expect(store.all.filter((text) => text.includes('not_satisfied'))).toHaveLength(1);
  expect(store.text).not.toContain('satisfied');
  // What takes the blinding off is gone with the token.
  expect(store.text).not.toContain('inverse');
  expect(opened(store).next(0)).toEqual({ kind: 'rest' });
});

test('whoever thinks better of it votes again with a higher number', async () => {
  const server = new Server();
  const store = new Memory();
  const wishes = ['satisfied', 'partly', 'not_satisfied'];
  const pocket = await live(store, handsOf(server, new FixedChance(31)), wishes);
  expect(server.choices).toEqual(['not_satisfied']);
  expect(pocket.counted?.seq).toBe(3);
});

describe('a phone that dies', () => {
  // Twice per save, twice per message: each of them once the last thing that it does.
  const points = 20;

  test.each(Array.from({ length: points }, (_, at) => at + 1))('at point %i', async (point) => {
    const server = new Server();
    const fuse = new Fuse(point);
    const store = new Memory(fuse);
    const hands = handsOf(server, new FixedChance(point), fuse);
    const wishes = ['satisfied', 'not_satisfied'];
    let deaths = 0;
    let pocket: BallotPocket | undefined;
    while (!pocket) {
      try {
        pocket = await live(store, hands, wishes);
      } catch (problem) {
        if (!(problem instanceof Crash)) throw problem;
        deaths += 1;
        // A tap whose choice never reached the disk is made again.
        expect(deaths).toBe(1);
      }
    }
    expect(pocket.status).toBe('counted');
    expect(server.choices).toEqual(['not_satisfied']);
    expect(store.text).not.toContain('satisfied');
    expect(deaths).toBe(fuse.uses >= point ? 1 : 0);
  });

  test('has no more points than these', async () => {
    const votes = new Fuse(0);
    const hands = handsOf(new Server(), new FixedChance(1), votes);
    await live(new Memory(votes), hands, ['satisfied', 'not_satisfied']);
    // 2 saves and 1 message for the token, then 2 saves and 1 message per vote.
    expect(votes.uses).toBe(2 * (3 + 3 + 3));
    expect(votes.uses).toBeLessThanOrEqual(points);
  });
});

test('the delay is between nothing and eight seconds, and survives a reload', async () => {
  const { pocket, store } = await ready();
  pocket.seal('partly', 1000, 0.999_999);
  expect(pocket.status).toBe('sealing');
  expect(opened(store).next(1000)).toEqual({ kind: 'wait', until: 8999 });
  expect(opened(store).next(8999)).toMatchObject({ kind: 'cast', seq: 1, choice: 'partly' });
  // The clock was set back by a year: at most the whole delay again.
  expect(opened(store).next(-1e10)).toEqual({ kind: 'wait', until: -1e10 + 8000 });
  pocket.seal('partly', 1000, 0);
  expect(pocket.next(1000)).toMatchObject({ kind: 'cast', seq: 2 });
});

test('a receipt for a vote that was replaced meanwhile does not count the new one', async () => {
  const { pocket, store } = await ready();
  pocket.seal('partly', 0, 0);
  pocket.seal('satisfied', 0, 0);
  pocket.receipted(1, 'f'.repeat(64), 'AAAA');
  expect(pocket.status).toBe('sealing');
  pocket.receipted(2, 'f'.repeat(64), 'AAAA');
  expect(pocket.status).toBe('counted');
  expect(store.text).not.toContain('satisfied');
  // While a third one is under way, the second stays counted.
  pocket.seal('partly', 0, 0);
  expect(pocket.counted?.seq).toBe(2);
});

test('a receipt that the server did not sign leaves the vote under way', async () => {
  const { hands, pocket } = await ready();
  pocket.seal('partly', 0, 0);
  const forged: Hands = { ...hands, cast: () => Promise.resolve({ ok: true, value: 'AAAA' }) };
  expect(await takeStep(pocket, terms, forged, 0)).toEqual({
    kind: 'refused',
    at: 'cast',
    code: 'receipt_does_not_verify',
  });
  expect(pocket.status).toBe('sealing');
  expect(await takeStep(pocket, terms, hands, 0)).toEqual({ kind: 'went_on' });
  expect(pocket.status).toBe('counted');
});

test('a signature that does not give a token is not taken', async () => {
  const store = new Memory();
  const hands = handsOf(new Server(), new FixedChance(31));
  const broken: Hands = { ...hands, issue: () => Promise.resolve({ ok: true, value: '00' }) };
  const refusal = { kind: 'refused', at: 'issue', code: 'token_does_not_verify' };
  const pocket = opened(store);
  await takeStep(pocket, terms, broken, 0);
  expect(await takeStep(pocket, terms, broken, 0)).toEqual(refusal);
  expect(pocket.status).toBe('getting_ready');
});

test('a phone that lost its storage is told that its token was issued', async () => {
  const { server } = await ready();
  const again = live(new Memory(), handsOf(server, new FixedChance(32)), []);
  await expect(again).rejects.toThrow('already_issued');
});

test('a vote that comes too late is forgotten, and what was counted before stays', async () => {
  const { server, store, hands } = await ready();
  await live(store, hands, ['partly']);
  const pocket = opened(store);
  pocket.seal('satisfied', 0, 0);
  server.isOpen = false;
  expect(await takeStep(pocket, terms, hands, 0)).toMatchObject({ code: 'ballot_is_not_open' });
  pocket.forget();
  expect(pocket.status).toBe('counted');
  expect(store.text).not.toContain('satisfied');
  pocket.settle();
  expect(pocket.status).toBe('over');
  expect(pocket.counted?.seq).toBe(1);
  for (const secret of ['seed', 'prefix', 'token']) expect(store.text).not.toContain(secret);
  pocket.seal('satisfied', 0, 0);
  expect(opened(store).next(0)).toEqual({ kind: 'rest' });
});

test('a storage that lost a vote catches up with the box', async () => {
  const { server, store, hands } = await ready();
  const before = store.text;
  await live(store, hands, ['partly', 'satisfied', 'partly', 'satisfied']);
  store.text = before;
  await live(store, hands, ['not_satisfied']);
  expect(server.choices).toEqual(['not_satisfied']);
  expect([...server.box.values()][0]?.seq).toBeGreaterThan(4);
});

test('a box that calls every number old is not asked for ever', async () => {
  const { hands, pocket } = await ready();
  pocket.seal('partly', 0, 0);
  const broken: Hands = {
    ...hands,
    cast: () => Promise.resolve({ ok: false, code: 'seq_is_old' }),
  };
  let rounds = 0;
  while ((await takeStep(pocket, terms, broken, 0)).kind === 'went_on') rounds += 1;
  expect(rounds).toBeLessThan(60);
});

test('two tabs of a phone ask for one token', async () => {
  const server = new Server();
  const store = new Memory();
  const [one, other] = [opened(store), opened(store)];
  const [left, right] = [1, 2].map((seed) => handsOf(server, new FixedChance(seed)));
  if (!left || !right) throw new Error('two');
  await Promise.all([takeStep(one, terms, left, 0), takeStep(other, terms, right, 0)]);
  expect(one.voter).toBe(other.voter);
  await takeStep(one, terms, left, 0);
  expect(await takeStep(other, terms, right, 0)).toEqual({ kind: 'went_on' });
  expect([one.status, other.status]).toEqual(['choosing', 'choosing']);
  // The other tab does not know of this vote yet; its own is the later one.
  one.seal('partly', 0, 0);
  await takeStep(one, terms, left, 0);
  other.seal('satisfied', 0, 0);
  await takeStep(other, terms, right, 0);
  expect(server.choices).toEqual(['satisfied']);
});

test('a phone that keeps nothing still votes, and says that it keeps nothing', async () => {
  const server = new Server();
  const none: PocketStore = { load: () => undefined, save: () => undefined };
  const pocket = await live(none, handsOf(server, new FixedChance(33)), ['partly']);
  expect(pocket.status).toBe('counted');
  expect(pocket.isKept).toBe(false);
});

test('what is not a state of this ballot is as nothing', async () => {
  const { store } = await ready();
  const text = store.text ?? '';
  const others = [
    '',
    'null',
    '[]',
    '{}',
    text.slice(1),
    text.replace('"version":1', '"version":2'),
    text.replace('S1/ballot/4', 'S1/ballot/5'),
    text.replace('"ready"', '"counted"'),
    text.replace('"ready"', '"toString"'),
    text.replace('"seq":0', '"seq":"0"'),
    text.replace('"token"', '"tokens"'),
    text.replace('"seq":0', '"seq":0,"sealed":{"choice":1}'),
  ];
  for (const other of others) {
    expect(opened({ load: () => other, save: () => undefined }).status, other).toBe(
      'getting_ready',
    );
  }
  expect(opened(store).status).toBe('choosing');
});
