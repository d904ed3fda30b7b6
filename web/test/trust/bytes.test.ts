// @vitest-environment node
import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import {
  base64,
  fromAscii,
  hex,
  shortForm,
  unbase64,
  unhex,
  unhexExactly,
} from '../../src/trust/bytes';
import { hashLines, sha256Hex } from '../../src/trust/sha256';
import { FixedChance } from './support';

test('our SHA-256 is the one everybody has, for every length around a block', () => {
  const chance = new FixedChance(1);
  for (let length = 0; length < 260; length += 1) {
    const bytes = chance.bytes(length);
    expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
  const long = chance.bytes(100_000);
  expect(sha256Hex(long)).toBe(createHash('sha256').update(long).digest('hex'));
});

test('SHA-256 gives the examples of FIPS 180-4', () => {
  expect(sha256Hex(fromAscii('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(sha256Hex(fromAscii('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'))).toBe(
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  );
});

test('hexadecimal is lower case and of the right length', () => {
  expect(hex(Uint8Array.of(0, 0x9a, 0xff))).toBe('009aff');
  expect(unhex('009aff')).toEqual(Uint8Array.of(0, 0x9a, 0xff));
  for (const other of ['009aFF', '009af', '0x', '009aff\n', ' 009aff', '٠٠']) {
    expect(unhex(other), other).toBeUndefined();
  }
  expect(unhexExactly('009aff', 32)).toBeUndefined();
  expect(unhexExactly('a'.repeat(64), 32)).toHaveLength(32);
});

test('base64 has one spelling for the same bytes', () => {
  expect(base64(new Uint8Array())).toBe('');
  expect(base64(Uint8Array.of(0xfb, 0xff))).toBe('+/8=');
  expect(unbase64('+/8=')).toEqual(Uint8Array.of(0xfb, 0xff));
  // Stray bits, no padding, too much of it, the other alphabet, blanks.
  for (const other of ['+/9=', '+/8', '+/8==', '-_8=', '+/8=\n', ' +/8=', '+/8=+/8=', '=', '+']) {
    expect(unbase64(other), other).toBeUndefined();
  }
});

test('any bytes survive both spellings', () => {
  const chance = new FixedChance(2);
  for (let length = 0; length < 100; length += 1) {
    const bytes = chance.bytes(length);
    expect(unhex(hex(bytes))).toEqual(bytes);
    expect(unbase64(base64(bytes))).toEqual(bytes);
  }
});

test('the items of a hash cannot run into each other', () => {
  expect(hashLines('a', 'b')).toBe(
    '911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2',
  );
  expect(hashLines('a', 'b')).toBe(sha256Hex(fromAscii('a\nb\n')));
  expect(hashLines('a', 'b')).not.toBe(hashLines('ab'));
  expect(hashLines('a', 'b')).not.toBe(hashLines('a', 'b', ''));
});

test('the short form is the first 80 bits in digits that nobody misreads', () => {
  expect(shortForm('0'.repeat(64))).toBe('0000000000000000');
  expect(shortForm('f'.repeat(64))).toBe('ZZZZZZZZZZZZZZZZ');
  // 00000 00001 00010 … 01111, which are the digits from 0 on. What follows does not matter.
  const rest = '0'.repeat(44);
  expect(shortForm(`00443214c74254b635cf${rest}`)).toBe('0123456789ABCDEF');
  expect(shortForm(`00443214c74254b635cf1${rest.slice(1)}`)).toBe('0123456789ABCDEF');
  expect(shortForm(`00443214c74254b635ce${rest}`)).toBe('0123456789ABCDEE');
});
