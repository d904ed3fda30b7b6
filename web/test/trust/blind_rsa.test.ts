// @vitest-environment node
import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  verify as verifyByLibrary,
} from 'node:crypto';

import { expect, test } from 'vitest';

import { readBallotKey } from '../../src/trust/ballot_key';
import type { BallotKey } from '../../src/trust/ballot_key';
import { blind, blindWith, finalize, verifiesToken } from '../../src/trust/blind_rsa';
import { base64, concat, fromAscii, hex, unbase64 } from '../../src/trust/bytes';
import { inverseOf, toBytes, toInteger } from '../../src/trust/modular';
import {
  FixedChance,
  ballotTerms,
  ballotVector,
  blindSign,
  fromHex,
  privateKeyOf,
  vectorObject,
  withByte,
} from './support';

const rfc = vectorObject('rfc9474.json');
const spkiOf = (vector: Record<string, string>) =>
  createPublicKey(privateKeyOf(vector)).export({ format: 'der', type: 'spki' });

function keyOf(spki: string): BallotKey {
  const key = readBallotKey(spki);
  if (!key) throw new Error('not a key');
  return key;
}

const ballotKey = keyOf(ballotTerms.key);

test.each([
  ['RFC 9474 A.3', rfc, concat(fromHex(rfc.msg_prefix), fromHex(rfc.msg))],
  ['hballot1', ballotVector, fromHex(ballotVector.input_msg)],
])('%s: blinding, signing and unblinding are as published', (_name, vector, message) => {
  const key = keyOf(base64(spkiOf(vector)));
  const blinded = blindWith(key, message, fromHex(vector.salt), fromHex(vector.r));
  if (!blinded) throw new Error('not invertible');
  expect(hex(blinded.message)).toBe(vector.blinded_msg);
  const signature = blindSign(blinded.message, vector);
  expect(hex(signature)).toBe(vector.blind_sig);
  const token = finalize(key, message, signature, blinded.inverse);
  expect(token && hex(token)).toBe(vector.sig);
});

test('the key of the vector is read as it is published, and no other way', () => {
  expect(base64(spkiOf(ballotVector))).toBe(ballotTerms.key);
  expect(ballotKey.size).toBe(256);
  const der = unbase64(ballotTerms.key) ?? new Uint8Array();
  const without = (at: number, value: number) => base64(withByte(der, at, value));
  for (const other of [
    '',
    'AAAA',
    `${ballotTerms.key}AAAA`,
    // Ed25519, RFC 8410 §10.1.
    'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
    // Exponent 3 and the like, an even modulus, one of 2047 bits.
    without(der.length - 1, 3),
    without(der.length - 6, 0),
    without(33, 0x7f),
    `${ballotTerms.key.slice(0, -1)}=`,
  ]) {
    expect(readBallotKey(other), other).toBeUndefined();
  }
  for (let at = 0; at < 33; at += 1) {
    expect(readBallotKey(without(at, (der[at] ?? 0) ^ 1)), `byte ${at}`).toBeUndefined();
  }
});

// 2048 and 4096 bits are those of the vectors; making keys takes long.
test('a token of 3072 bits verifies here and by the library', () => {
  const bits = 3072;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const key = keyOf(publicKey.export({ format: 'der', type: 'spki' }).toString('base64'));
  expect(key.size).toBe(bits / 8);
  const chance = new FixedChance(bits);
  const message = chance.bytes(100);
  const blinded = blind(key, message, chance.bytes);
  const signature = blindSign(blinded.message, { key_pkcs8_b64: pkcs8 });
  const token = finalize(key, message, signature, blinded.inverse);
  expect(token && verifiesToken(key, message, token)).toBe(true);
  const settings = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  expect(verifyByLibrary('sha384', message, settings, token ?? new Uint8Array())).toBe(true);
}, 60_000);

test('a key of 1024 bits is not in use', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  expect(readBallotKey(spki)).toBeUndefined();
});

test('a voter does not take a signature that is not one', () => {
  const chance = new FixedChance(10);
  const message = chance.bytes(80);
  const blinded = blind(ballotKey, message, chance.bytes);
  const signature = blindSign(blinded.message);
  expect(finalize(ballotKey, message, signature, blinded.inverse)).toHaveLength(256);
  const changed = withByte(signature, 100, (signature[100] ?? 0) ^ 1);
  expect(finalize(ballotKey, message, changed, blinded.inverse)).toBeUndefined();
  expect(finalize(ballotKey, message, signature.slice(1), blinded.inverse)).toBeUndefined();
  expect(finalize(ballotKey, chance.bytes(80), signature, blinded.inverse)).toBeUndefined();
});

test('a factor that cannot be taken off again is not used', () => {
  const salt = new Uint8Array(48);
  const message = fromAscii('a');
  expect(blindWith(ballotKey, message, salt, new Uint8Array(256))).toBeUndefined();
});

test('a factor beyond the modulus is thrown again', () => {
  const chance = new FixedChance(11);
  const message = chance.bytes(80);
  const asked: number[] = [];
  const blinded = blind(ballotKey, message, (count) => {
    asked.push(count);
    return asked.length === 2 ? new Uint8Array(count).fill(0xff) : chance.bytes(count);
  });
  expect(asked.slice(0, 3)).toEqual([48, 256, 256]);
  expect(finalize(ballotKey, message, blindSign(blinded.message), blinded.inverse)).toBeDefined();
});

test('two blindings of one message have nothing in common', () => {
  const message = fromAscii('a');
  const blindedBy = (chance: FixedChance) => hex(blind(ballotKey, message, chance.bytes).message);
  const chance = new FixedChance(12);
  expect(blindedBy(chance)).not.toBe(blindedBy(chance));
  expect(blindedBy(new FixedChance(13))).toBe(blindedBy(new FixedChance(13)));
});

test('a token with any byte changed, or for another message, is refused', () => {
  const message = fromHex(ballotVector.input_msg);
  const token = fromHex(ballotVector.sig);
  expect(verifiesToken(ballotKey, message, token)).toBe(true);
  token.forEach((byte, at) => {
    expect(verifiesToken(ballotKey, message, withByte(token, at, byte ^ (1 << (at % 8))))).toBe(
      false,
    );
  });
  message.forEach((byte, at) => {
    expect(verifiesToken(ballotKey, withByte(message, at, byte ^ (1 << (at % 8))), token)).toBe(
      false,
    );
  });
  expect(verifiesToken(ballotKey, message, concat(new Uint8Array(1), token))).toBe(false);
  expect(verifiesToken(ballotKey, message, new Uint8Array())).toBe(false);
});

test('a token has no second spelling above the modulus', () => {
  const chance = new FixedChance(15);
  let higher = 0n;
  let message = chance.bytes(80);
  // About every second token plus the modulus still fits into as many bytes.
  do {
    message = chance.bytes(80);
    const blinded = blind(ballotKey, message, chance.bytes);
    const token = finalize(ballotKey, message, blindSign(blinded.message), blinded.inverse);
    higher = toInteger(token ?? new Uint8Array()) + ballotKey.modulus;
  } while (higher >= 2n ** 2048n);
  expect(verifiesToken(ballotKey, message, toBytes(higher - ballotKey.modulus, 256))).toBe(true);
  expect(verifiesToken(ballotKey, message, toBytes(higher, 256))).toBe(false);
});

test('an inverse is one, and what has none has none', () => {
  const chance = new FixedChance(14);
  for (let round = 0; round < 50; round += 1) {
    const number = BigInt(`0x${hex(chance.bytes(256))}`) % ballotKey.modulus;
    const inverse = inverseOf(number, ballotKey.modulus) ?? 0n;
    expect((number * inverse) % ballotKey.modulus).toBe(1n);
  }
  expect(inverseOf(6n, 9n)).toBeUndefined();
  expect(inverseOf(0n, 9n)).toBeUndefined();
  expect(inverseOf(2n, 9n)).toBe(5n);
});
