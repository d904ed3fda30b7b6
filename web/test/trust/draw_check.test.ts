// @vitest-environment node
import { describe, expect, test } from 'vitest';

import { type Bytes, concat, fromAscii, hex, shortForm, unhex } from '../../src/trust/bytes';
import { sha256Hex } from '../../src/trust/sha256';
import { runDelay } from '../../src/trust/delay';
import {
  type DrawFiles,
  type DrawInputs,
  type InstantChecks,
  type OwnKnowledge,
  type ResultClaim,
  checkInputs,
  checkResult,
  instantChecks,
  isWeak,
  summary,
} from '../../src/trust/draw_check';
import { readFreeze, writeFreeze } from '../../src/trust/draw_files';
import { fileHash } from '../../src/trust/text_file';
import { drawVectors, heldDraw, replaced, withByte } from './support';

const held = heldDraw('hdraw1-tv1');
const own = {
  opened: {
    draw: 'S1/draw/1',
    commit: '6431f04ec977f8f1b7f5878ea448a8906c396909b7151a30da2e7c180018863f',
    rule: { kind: 'any', count: 1 },
    delay: 1000,
    publicRequired: false,
  },
  card: {
    handle: 'A-0001',
    nonce: 'ea19cdc9b1ebae9f720e53f961350c87236945fc84bc115e91202e3c33144b67',
    poolLine: 'A-0001 press 1',
  },
  shown: shortForm(held.freezeHash),
  times: { nonceSent: 10_000, freezeReceived: 11_400 },
} satisfies OwnKnowledge;

function seedOf({ delayInput, freeze }: DrawInputs): string {
  return hex(runDelay(unhex(delayInput) ?? new Uint8Array(), freeze.delay, () => undefined));
}

/** All codes, with the check that they belong to. */
function faultsOf(checks: InstantChecks): string[] {
  return instantChecks.flatMap((name) => {
    const verdict = checks[name];
    if (verdict.verdict !== 'fails') return [];
    return [verdict.code, ...verdict.others].map((code) => `${name} ${code}`);
  });
}

const faults = (files: Partial<DrawFiles>, knowledge: OwnKnowledge = {}) =>
  faultsOf(checkInputs({ ...held.files, ...files }, knowledge).checks);

/** Also C7, which takes the delay. */
function holdsToTheEnd(files: DrawFiles, knowledge: OwnKnowledge, claim: ResultClaim): boolean {
  const { checks, inputs } = checkInputs(files, knowledge);
  if (!inputs || faultsOf(checks).length > 0) return false;
  return checkResult(inputs, seedOf(inputs), claim).verdict === 'holds';
}

/** With hashes and counts that fit again, as one who tampers would. */
function vouchedAgain(files: DrawFiles): DrawFiles {
  const freeze = readFreeze(files.freeze);
  if (!freeze.ok) throw new Error(freeze.fault);
  const fitting = {
    ...freeze.file,
    pool: fileHash(files.pool),
    contributions: fileHash(files.contributions),
  };
  return { ...files, freeze: writeFreeze(fitting) };
}

test.each(drawVectors)('%s holds to the end', (folder) => {
  const { files, freezeHash, seed } = heldDraw(folder);
  expect(holdsToTheEnd(files, { shown: freezeHash }, { seed })).toBe(true);
});

test('a phone that knows all of its own has verified the draw', () => {
  const { checks } = checkInputs(held.files, own);
  expect(Object.values(checks)).toEqual(instantChecks.map(() => ({ verdict: 'holds' })));
  expect(summary(checks)).toBe('verified');
});

test('a quick draw is weak against the operator, and so are the vectors', () => {
  const { inputs } = checkInputs(held.files, own);
  if (!inputs) throw new Error('the vector does not hold');
  const isWeakWith = (delay: number) => isWeak({ ...inputs, freeze: { ...inputs.freeze, delay } });
  expect(isWeak(inputs)).toBe(true);
  expect(isWeakWith(2 ** 24)).toBe(true);
  expect(isWeakWith(2 ** 24 + 1)).toBe(false);
});

test('a phone that knows nothing of its own says so, and does not call it verified', () => {
  const { checks } = checkInputs(held.files, {});
  const abstained = (code: string) => ({ verdict: 'not_applicable', code });
  expect(checks).toEqual({
    form: { verdict: 'holds' },
    C1: { verdict: 'holds' },
    C2: abstained('gave_no_nonce'),
    C3: abstained('saw_no_pool_line'),
    C4: { verdict: 'holds' },
    C5: abstained('saw_no_freeze_hash'),
    C6: abstained('gave_no_nonce'),
  });
  expect(summary(checks)).toBe('nothing_wrong');
  const { C6 } = checkInputs(held.files, { card: own.card }).checks;
  expect(C6).toEqual(abstained('took_no_times'));
});

describe('each check fails for its own reason', () => {
  const { files } = held;
  const other = 'f'.repeat(64);
  const waited = (nonceSent: number, freezeReceived: number) => ({
    card: own.card,
    times: { nonceSent, freezeReceived },
  });
  test.each<[string, string[], Partial<DrawFiles>, OwnKnowledge]>([
    [
      'another secret is revealed',
      ['C1 secret_is_not_the_committed_one'],
      { reveal: replaced(files.reveal, '9caf06bb', '9caf06bc') },
      {},
    ],
    [
      'the commitment was for another draw',
      ['C1 secret_is_not_the_committed_one'],
      { freeze: replaced(files.freeze, 'S1/draw/1', 'S1/draw/2') },
      {},
    ],
    [
      'another commitment was opened',
      ['C1 commit_is_not_the_opened_one'],
      {},
      { opened: { commit: other } },
    ],
    [
      'the own nonce was dropped',
      ['C2 own_nonce_is_missing'],
      {},
      { card: { handle: 'A-0002', nonce: other } },
    ],
    [
      'the own nonce was changed',
      ['C2 own_nonce_differs'],
      {},
      { card: { handle: 'A-0001', nonce: other } },
    ],
    [
      'the own line was dropped',
      ['C3 own_line_is_missing'],
      {},
      { card: { handle: 'A-9', poolLine: 'A-9 press 1' } },
    ],
    [
      'the own line was changed',
      ['C3 own_line_differs'],
      {},
      { card: { handle: 'A-0001', poolLine: 'A-0001 press 2' } },
    ],
    [
      'somebody’s weight was changed',
      ['C4 pool_is_not_the_frozen_one'],
      { pool: replaced(files.pool, 'A-0001 press 1', 'A-0001 press 2') },
      {},
    ],
    [
      'somebody was dropped from the pool',
      ['C4 pool_is_not_the_frozen_one', 'C4 pool_count_differs'],
      { pool: replaced(files.pool, 'A-0001 press 1\n', '') },
      {},
    ],
    [
      'a contribution was dropped',
      ['C4 contributions_are_not_the_frozen_ones', 'C4 contributions_count_differs'],
      { contributions: files.contributions.slice(files.contributions.indexOf(10) + 1) },
      {},
    ],
    [
      'the freeze states a wrong number of lines',
      ['C4 contributions_count_differs'],
      { freeze: replaced(files.freeze, 'contrib 4', 'contrib 5') },
      {},
    ],
    [
      'a throw that nobody asked for',
      ['C4 public_text_was_not_agreed'],
      { reveal: replaced(files.reveal, 'public -', 'public dice:1') },
      {},
    ],
    [
      'no throw, and one was required',
      ['C4 public_text_is_missing'],
      { freeze: replaced(files.freeze, 'public none', 'public required') },
      {},
    ],
    [
      'another rule was opened',
      ['C4 terms_are_not_the_opened_ones'],
      {},
      { opened: { rule: { kind: 'any', count: 2 } } },
    ],
    [
      'another delay was opened',
      ['C4 terms_are_not_the_opened_ones'],
      {},
      { opened: { delay: 2 ** 26 } },
    ],
    [
      'another hash is on the screen',
      ['C5 freeze_is_not_the_shown_one'],
      {},
      { shown: '0123456789ABCDEF' },
    ],
    ['nothing of the hash was read', ['C5 freeze_is_not_the_shown_one'], {}, { shown: '' }],
    ['the freeze took 2001 ms', ['C6 freeze_came_late'], {}, waited(0, 2001)],
    ['the freeze was there before', ['C6 freeze_came_before_the_nonce'], {}, waited(5, 4)],
    ['the clock was broken', ['C6 freeze_came_late'], {}, waited(0, Number.NaN)],
  ])('%s', (_name, expected, changed, knowledge) => {
    expect(faults(changed, knowledge)).toEqual(expected);
    expect(summary(checkInputs({ ...files, ...changed }, knowledge).checks)).toBe('wrong');
  });

  test('2000 ms are in time', () => {
    expect(faults({}, waited(0, 2000))).toEqual([]);
  });
});

test('malformed files say where, and no other check is judged', () => {
  const pool = replaced(held.files.pool, 'A-0002', 'A-0001');
  const { checks, inputs } = checkInputs({ ...held.files, pool, reveal: new Uint8Array() }, own);
  expect(inputs).toBeUndefined();
  expect(checks.form).toEqual({
    verdict: 'fails',
    code: 'pool_is_malformed',
    others: ['reveal_is_malformed'],
    where: { line: 2, fault: 'duplicate' },
  });
  expect(checks.C4).toEqual({ verdict: 'not_applicable', code: 'files_are_malformed' });
  expect(summary(checks)).toBe('wrong');
});

test('a pool tampered with everywhere is found by the hash that was shown', () => {
  const pool = replaced(held.files.pool, 'A-0001 press 1', 'A-0001 press 2');
  const forged = vouchedAgain({ ...held.files, pool });
  expect(holdsToTheEnd(forged, {}, { seed: held.seed })).toBe(false);
  expect(faults(forged, { shown: held.freezeHash })).toEqual(['C5 freeze_is_not_the_shown_one']);
  expect(faults(forged, { shown: sha256Hex(forged.freeze) })).toEqual([]);
});

test('calling somebody else than the files give is found', () => {
  const { files, seed } = heldDraw('hdraw1-tv2');
  const { inputs } = checkInputs(files, {});
  if (!inputs) throw new Error('malformed');
  const verdict = (claim: ResultClaim) => checkResult(inputs, seedOf(inputs), claim);
  const right = ['A-0005', 'A-0002', 'A-0007'];
  expect(verdict({ seed, called: right })).toEqual({ verdict: 'holds' });
  expect(verdict({ called: ['A-0005', 'A-0008', 'A-0007'] })).toMatchObject({
    code: 'called_differ',
  });
  expect(verdict({ called: right.slice(0, 2) })).toMatchObject({ code: 'called_differ' });
  expect(verdict({ seed: 'f'.repeat(64), called: right })).toMatchObject({ code: 'seed_differs' });
  expect(verdict({})).toEqual({ verdict: 'not_applicable', code: 'knows_no_result' });
});

/** All ways to change one byte into one of these, drop it, or put one in. */
function* changesOf(bytes: Bytes): Generator<Bytes> {
  const others = [...fromAscii('\n\r -0159aAfFzZ.:\x7f\xc3\0')];
  for (const [at, byte] of bytes.entries()) {
    for (const other of [...others, byte ^ 1, byte ^ 2, byte ^ 0x20]) {
      if (other !== byte) yield withByte(bytes, at, other);
    }
    const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
    yield concat(before, behind);
    yield concat(before, fromAscii('0'), bytes.subarray(at));
    yield concat(before, Uint8Array.of(byte, byte), behind);
  }
  yield concat(bytes, fromAscii('\n'));
  yield concat(bytes, fromAscii('0'));
}

describe.each(drawVectors)('a change of any byte of %s is found', (folder) => {
  const { files, seed } = heldDraw(folder);
  test.each(['pool', 'contributions', 'freeze', 'reveal'] as const)('%s', (place) => {
    const undetected: Bytes[] = [];
    let changes = 0;
    for (const changed of changesOf(files[place])) {
      const draw = { ...files, [place]: changed };
      const freeze = readFreeze(draw.freeze);
      // A delay of many digits only takes longer.
      if (freeze.ok && freeze.file.delay > 20_000) continue;
      changes += 1;
      if (holdsToTheEnd(draw, {}, { seed })) undetected.push(changed);
    }
    expect(changes).toBeGreaterThan(1000);
    expect(undetected).toEqual([]);
  });
});
