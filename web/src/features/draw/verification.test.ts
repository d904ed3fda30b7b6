import { readFileSync } from 'node:fs';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Draw, Me } from '../../protocol/views';
import { GivenNonces } from './nonces';
import { Verification, poolLineOf } from './verification.svelte';

// The published vector tv1: A-0001 contributed, and nobody threw dice.
const file = (name: string) =>
  readFileSync(`../tests/vectors/hdraw1-tv1/${name}.txt`).toString('latin1');
const freezeHash = 'df9d128e32130f4e3fcc26581c1f3f7dd2faa788a512300857547c83299050ee';
const seed = '74d544da1399f0cf12c76b3b78931d3f38ff7b887195799616f8c7c67e1c1c19';
const commit = '6431f04ec977f8f1b7f5878ea448a8906c396909b7151a30da2e7c180018863f';
const nonce = /A-0001 ([0-9a-f]{64})/.exec(file('contrib'))?.[1] ?? '';

const opened = {
  draw: 'd1',
  id: 'S1/draw/1',
  state: 'opened',
  rule: { kind: 'any', count: 1, quotas: [] },
  delay: 1000,
  public_dice: false,
  commit,
} as unknown as Draw;
const frozen = { ...opened, state: 'revealed', freeze: { sha256: freezeHash } } as unknown as Draw;
const revealed = { ...frozen, secret: 'there' } as unknown as Draw;

const me = {
  role: 'attendee',
  id: 'A-0001',
  draw_pool: { draw: 'd1', in_pool: true, contributed: true, stratum: 'press', weight: 1 },
} as unknown as Me;

let now = 1_000;
let kept: Map<string, string>;
const keeper = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
};

function phone(changed: Record<string, string> = {}, vkey = 'key') {
  vi.stubGlobal(
    'fetch',
    vi.fn((path: string) => {
      const name = /\/(\w+)\.txt$/.exec(path)?.[1] ?? '';
      return Promise.resolve(new Response(changed[name] ?? file(name)));
    }),
  );
  keeper.setItem(
    `rostrum.nonce.h01.${vkey}.A-0001.d1`,
    JSON.stringify({ nonce, commit, sentAt: 1_000 }),
  );
  const report = vi.fn();
  const place = { hearing: 'h01', subject: 'A-0001', view: { hearing: { vkey } } };
  const given = new GivenNonces(place, keeper, () => now);
  return {
    report,
    own: new Verification(
      place,
      given,
      report,
      () => import('./checking'),
      keeper,
      () => now,
    ),
  };
}

async function follow(changed?: Record<string, string>) {
  const { own, report } = phone(changed);
  now = 1_000;
  own.follow(opened, me);
  now = 2_500;
  own.follow(frozen, me);
  own.follow(revealed, me);
  await vi.waitFor(() => expect(own.inputs).toBeDefined());
  return { own, report };
}

beforeEach(() => {
  kept = new Map();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a phone that was there for all of it verifies the inputs and says so once', async () => {
  const { own, report } = await follow();
  own.follow(revealed, me);
  expect(own.inputs).toBe('verified');
  expect(report.mock.calls).toEqual([[{ draw: 'd1', outcome: 'inputs_hold' }]]);
});

/** Follows a draw up to the revealed freeze; in between happens `meanwhile`. */
async function followWith(meanwhile: (own: Verification) => Verification | undefined) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { own, report } = phone();
  now = 1_000;
  own.follow(opened, me);
  const then = meanwhile(own) ?? own;
  then.follow(frozen, me);
  then.follow(revealed, me);
  vi.useRealTimers();
  await vi.waitFor(() => expect(then.inputs).toBeDefined());
  return { own: then, report };
}

/** Awake: the timers run as the time goes on. */
function stayAwake(ms: number): void {
  for (let passed = 0; passed < ms; passed += 50) {
    now += 50;
    vi.advanceTimersByTime(50);
  }
}

test('a freeze that came more than two seconds after the nonce is reported as C6', async () => {
  const { own, report } = await followWith(() => (stayAwake(2_050), undefined));
  expect(own.inputs).toBe('wrong');
  expect(report).toHaveBeenCalledWith({ draw: 'd1', outcome: 'fault', code: 'c6' });
});

test.each<[string, (own: Verification) => Verification | undefined]>([
  ['slept', () => void (now += 60_000)],
  ['was held up for a while', () => (stayAwake(1_000), void (now += 1_100))],
  ['lost the connection', (own) => (stayAwake(500), own.interrupt(), stayAwake(3_000), undefined)],
  ['had its clock set back', () => void (now -= 3_600_000)],
  [
    'was loaded anew',
    (own) => {
      own.stop();
      now += 4_000;
      const { own: fresh } = phone();
      fresh.follow(opened, me);
      stayAwake(1_000);
      return fresh;
    },
  ],
])('a phone that %s between its nonce and the freeze accuses nobody', async (_, meanwhile) => {
  const { own, report } = await followWith(meanwhile);
  expect(own.inputs).toBe('nothing_wrong');
  expect(report).not.toHaveBeenCalled();
});

test('a phone that slept and was still in time has verified the inputs', async () => {
  const { own } = await followWith(() => void (now += 1_900));
  expect(own.inputs).toBe('verified');
});

test('contributions that lack the own nonce are reported', async () => {
  const without = file('contrib').replace(/^A-0001 .*\n/m, '');
  const { report } = await follow({ contrib: without });
  expect(report).toHaveBeenCalledWith({ draw: 'd1', outcome: 'fault', code: 'c2' });
});

test('a phone that came only for the result finds nothing wrong, and does not claim more', async () => {
  const { own, report } = phone();
  kept.clear();
  own.follow(revealed, me);
  await vi.waitFor(() => expect(own.inputs).toBeDefined());
  expect(own.inputs).toBe('nothing_wrong');
  expect(report).not.toHaveBeenCalled();
});

test('what a draw of the rehearsal showed is no knowledge of the hearing’s', async () => {
  phone({}, 'rehearsal').own.follow({ ...opened, commit: 'another' }, me);
  const { own, report } = phone();
  own.follow(opened, me);
  now = 2_500;
  own.follow(frozen, me);
  own.follow(revealed, me);
  await vi.waitFor(() => expect(own.inputs).toBe('verified'));
  expect(report).toHaveBeenCalledExactlyOnceWith({ draw: 'd1', outcome: 'inputs_hold' });
});

test('files that did not come are asked for again with the next change', async () => {
  const { own } = phone();
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.reject(new TypeError('failed to fetch'))),
  );
  own.follow(opened, me);
  own.follow(frozen, me);
  own.follow(revealed, me);
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(4));
  phone();
  await vi.waitFor(() => {
    own.follow(revealed, me);
    expect(own.inputs).toBeDefined();
  });
});

test('an excluded person has the line with its reason as pool.txt spells it', () => {
  const excluded = {
    ...me,
    draw_pool: { stratum: 'press', weight: 0, reason: 'opted_out' },
  } as unknown as Me;
  expect(poolLineOf(excluded)).toBe('A-0001 press 0 opted-out');
});

test('the seed of the vector is the one that the slow step gives', async () => {
  const { judgeInputs, judgeResult } = await import('./checking');
  const bytes = (name: string) =>
    Uint8Array.from(readFileSync(`../tests/vectors/hdraw1-tv1/${name}.txt`));
  const { inputs } = judgeInputs(
    {
      pool: bytes('pool'),
      contributions: bytes('contrib'),
      freeze: bytes('freeze'),
      reveal: bytes('reveal'),
    },
    {},
  );
  expect(inputs && judgeResult(inputs, seed, { seed })).toBe(true);
  expect(inputs && judgeResult(inputs, seed, { seed: freezeHash })).toBe(false);
});
