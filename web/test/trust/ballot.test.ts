// @vitest-environment node
import {
  createPrivateKey,
  createPublicKey,
  sign as signByLibrary,
  verify as verifyByLibrary,
} from 'node:crypto';

import { describe, expect, test } from 'vitest';

import {
  type Cast,
  castFault,
  castMessage,
  lineHash,
  makeCast,
  prepare,
  readCasts,
  receiptMessage,
  standing,
  takeToken,
  tokenMessage,
  verifiesReceipt,
  writeLine,
} from '../../src/trust/ballot';
import { base64, fromAscii, hex, unbase64 } from '../../src/trust/bytes';
import { sha256Hex } from '../../src/trust/sha256';
import { publicKeyOf, sign, verifies } from '../../src/trust/signing';
import type { TextFault } from '../../src/trust/text_file';
import { FixedChance, ballotTerms, ballotVector, blindSign, fromHex, withByte } from './support';

const terms = ballotTerms;

/** A vote with a token, as a phone makes it. */
function vote(number: number, choice = 'partly', seq = 1): Cast {
  const request = prepare(terms, new FixedChance(number).bytes);
  const token = takeToken(terms, request, hex(blindSign(fromHex(request.blinded))));
  if (token === undefined) throw new Error('no token');
  return makeCast(terms, { ...request, token }, seq, choice);
}

const fileOf = (...casts: Cast[]) =>
  fromAscii(casts.map((cast) => `${writeLine(cast)}\n`).join(''));
const good = vote(7);

describe('Ed25519', () => {
  // RFC 8032 §7.1, tests 1 to 3.
  test.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('signs as RFC 8032 does: %s', (seed, key, message, signature) => {
    expect(hex(publicKeyOf(fromHex(seed)))).toBe(key);
    expect(hex(sign(fromHex(message), fromHex(seed)))).toBe(signature);
    expect(verifies(fromHex(key), fromHex(message), fromHex(signature))).toBe(true);
  });

  test('signs as the library does, for any seed and message', () => {
    const chance = new FixedChance(20);
    for (let round = 0; round < 20; round += 1) {
      const [seed, message] = [chance.bytes(32), chance.bytes(chance.integer(0, 200))];
      const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
      const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      const signature = sign(message, seed);
      expect(hex(signature)).toBe(signByLibrary(null, message, key).toString('hex'));
      expect(verifyByLibrary(null, message, createPublicKey(key), signature)).toBe(true);
      expect(verifies(publicKeyOf(seed), message, signature)).toBe(true);
      const at = chance.integer(0, 63);
      const changed = withByte(signature, at, (signature[at] ?? 0) ^ 1);
      expect(verifies(publicKeyOf(seed), message, changed)).toBe(false);
    }
  });

  test('does not take a key that would sign anything, or what has another length', () => {
    // The neutral element: a point of small order.
    const weak = withByte(new Uint8Array(32), 0, 1);
    expect(verifies(weak, fromAscii('anything'), withByte(new Uint8Array(64), 0, 1))).toBe(false);
    expect(verifies(weak.subarray(1), fromAscii(''), new Uint8Array(64))).toBe(false);
    expect(verifies(weak, fromAscii(''), new Uint8Array(63))).toBe(false);
  });
});

test('the published vote is signed as published, and holds', () => {
  const seed = fromHex(ballotVector.voter_seed);
  const voter = ballotVector.voter_pk ?? '';
  expect(hex(publicKeyOf(seed))).toBe(voter);
  const prefix = fromHex(ballotVector.prefix);
  expect(hex(tokenMessage(prefix, 'S1/ballot/4', voter))).toBe(ballotVector.input_msg);
  expect(castMessage('S1/ballot/4', 1, '4')).toBe(ballotVector.cast_text);

  const published = { ...terms, choices: ['1', '2', '3', '4'] };
  const secret = {
    seed: hex(seed),
    prefix: hex(prefix),
    token: base64(fromHex(ballotVector.sig)),
  };
  const cast = makeCast(published, secret, 1, '4');
  expect(cast.signature).toBe(base64(fromHex(ballotVector.cast_sig)));
  expect(castFault(published, cast)).toBeUndefined();
  expect(readCasts(fileOf(cast))).toEqual({ ok: true, file: [cast] });
});

test.each<[string, Partial<Cast>, ReturnType<typeof castFault>]>([
  ['as it was made', {}, undefined],
  ['somebody else’s token', { token: vote(8).token }, 'token_was_not_signed'],
  ['another prefix', { prefix: 'f'.repeat(64) }, 'token_was_not_signed'],
  ['a short token', { token: 'AAAA' }, 'token_has_wrong_length'],
  ['a token that is not base64', { token: '!' }, 'token_has_wrong_length'],
  ['a choice that does not exist', { choice: 'abstain' }, 'unknown_choice'],
  ['another choice', { choice: 'satisfied' }, 'not_signed_by_voter'],
  ['another number', { seq: 2 }, 'not_signed_by_voter'],
  ['number 0', { seq: 0 }, 'seq_out_of_range'],
  ['a number beyond a browser’s', { seq: 2 ** 53 }, 'seq_out_of_range'],
  ['another signature', { signature: vote(8).signature }, 'not_signed_by_voter'],
  ['no signature', { signature: '' }, 'not_signed_by_voter'],
])('a vote with %s is judged for that', (_name, change, fault) => {
  expect(castFault(terms, { ...good, ...change })).toBe(fault);
});

test('a token for another ballot is no token', () => {
  expect(castFault({ ...terms, ballot: 'S1/ballot/5' }, good)).toBe('token_was_not_signed');
});

test('a token that the server did not make is not taken', () => {
  const request = prepare(terms, new FixedChance(21).bytes);
  expect(request.blinded).toHaveLength(512);
  const answer = hex(blindSign(fromHex(request.blinded)));
  expect(takeToken(terms, request, answer)).toBeDefined();
  for (const other of ['', 'zz', answer.slice(2), answer.toUpperCase(), request.blinded]) {
    expect(takeToken(terms, request, other)).toBeUndefined();
  }
});

test('a receipt is for one ballot, voter, number and line', () => {
  const line = writeLine(good);
  const seed = new FixedChance(1).bytes(32);
  const serverKey = hex(publicKeyOf(seed));
  const text = `hballot1/receipt\nS1/ballot/4\n${good.voter}\n1\n${sha256Hex(fromAscii(line))}\n`;
  expect(receiptMessage(terms.ballot, { ...good, lineHash: lineHash(good) })).toBe(text);
  const receipt = base64(sign(fromAscii(text), seed));
  expect(verifiesReceipt(terms, good, receipt, serverKey)).toBe(true);
  const others = [
    verifiesReceipt({ ...terms, ballot: 'S1/ballot/5' }, good, receipt, serverKey),
    verifiesReceipt(terms, { ...good, choice: 'satisfied' }, receipt, serverKey),
    verifiesReceipt(terms, { ...good, seq: 2 }, receipt, serverKey),
    verifiesReceipt(terms, good, receipt, good.voter),
    verifiesReceipt(terms, good, '!', serverKey),
    verifiesReceipt(terms, good, receipt, 'short'),
  ];
  expect(others).toEqual(others.map(() => false));
});

describe('what deviates from a list of votes is rejected', () => {
  const words = writeLine(good).split(' ');
  const having = (at: number, word: string) =>
    `${words.map((own, i) => (i === at ? word : own)).join(' ')}\n`;
  const token = words[4] ?? '';
  test.each<[string, string, number, TextFault]>([
    ['number 0', having(1, '0'), 1, 'number_too_small'],
    ['leading zero', having(1, '01'), 1, 'leading_zero'],
    ['number beyond a browser’s', having(1, '9007199254740992'), 1, 'number_too_large'],
    ['choice with a hyphen', having(2, 'not-satisfied'), 1, 'not_a_choice'],
    ['short key', having(0, 'ab'), 1, 'wrong_length'],
    ['token without padding', having(4, token.slice(0, -2)), 1, 'not_base64'],
    ['short signature', having(5, 'AAAA'), 1, 'wrong_length'],
    ['a voter twice', having(1, '1') + having(1, '2'), 2, 'duplicate'],
    ['a word missing', `${words.slice(0, 5).join(' ')}\n`, 1, 'word_missing'],
    ['CRLF', `${words.join(' ')}\r\n`, 1, 'carriage_return'],
  ])('%s', (_name, text, line, fault) => {
    expect(readCasts(fromAscii(text))).toEqual({ ok: false, line, fault });
  });

  test('the greatest number is within', () => {
    expect(readCasts(fromAscii(having(1, '9007199254740991'))).ok).toBe(true);
  });
});

test('a change of any byte of a line of ballots.txt is found', () => {
  const file = fileOf(good);
  const undetected: string[] = [];
  file.forEach((byte, at) => {
    for (const other of [...fromAscii('09aB/ \n\r'), byte ^ 1, byte ^ 0x20]) {
      const casts = readCasts(withByte(file, at, other));
      if (other === byte || !casts.ok) continue;
      const found = standing(terms, casts.file, good);
      if (found === 'counted') undetected.push(`${at}: ${other}`);
    }
  });
  expect(undetected).toEqual([]);
}, 60_000);

test('a phone finds its vote in ballots.txt without knowing its choice', () => {
  const own = { voter: good.voter, seq: 2 };
  const newer = vote(7, 'satisfied', 2);
  expect(standing(terms, [vote(8), newer], own)).toBe('counted');
  expect(standing(terms, [newer], { ...own, seq: 1 })).toBe('counted');
  expect(standing(terms, [vote(8)], own)).toBe('missing');
  expect(standing(terms, [good], own)).toBe('older');
  expect(standing(terms, [{ ...newer, choice: 'partly' }], own)).toBe('forged');
  expect(unbase64(good.token)).toHaveLength(256);
});
