// The voter's side of a token: RFC 9474, RSABSSA-SHA384-PSS-Randomized. Blind the message, let the
// server sign, take the blinding off. The server never sees what it signs, and nobody can tell later
// which of its signatures became which token: for every pair there is a factor that fits.
import { sha384 } from '@noble/hashes/sha2.js';

import type { BallotKey } from './ballot_key';
import { type Bytes, type Random, concat, sameBytes } from './bytes';
import { inverseOf, toBytes, toInteger, toPublicPower } from './modular';

/** Of the message that is signed: against a signer who prepares keys (RFC 9474 §4.1). */
export const prefixBytes = 32;
export const saltBytes = 48;
const hashBytes = 48;
/** RFC 8017 §9.1.1: the last byte of every encoded message. */
const trailer = 0xbc;

export interface Blinded {
  /** For the server: as long as the modulus. */
  message: Bytes;
  /** To take the blinding off; with the message it names the token. */
  inverse: Bytes;
}

/** RFC 8017 §B.2.1: MGF1, xored onto the bytes. */
function mask(bytes: Uint8Array, seed: Uint8Array): void {
  for (let from = 0, count = 0; from < bytes.length; from += hashBytes, count += 1) {
    const part = sha384(concat(seed, Uint8Array.of(0, 0, 0, count)));
    bytes.subarray(from, from + hashBytes).forEach((byte, at) => {
      bytes[from + at] = byte ^ (part[at] ?? 0);
    });
  }
}

function saltedHash(message: Uint8Array, salt: Uint8Array): Uint8Array {
  return sha384(concat(new Uint8Array(8), sha384(message), salt));
}

/** RFC 8017 §9.1.1 for a modulus of whole bytes, so of one bit less than `size` bytes. */
function pssEncoded(message: Uint8Array, salt: Uint8Array, size: number): Bytes {
  const hash = saltedHash(message, salt);
  const block = new Uint8Array(size - hashBytes - 1);
  block[block.length - salt.length - 1] = 0x01;
  block.set(salt, block.length - salt.length);
  mask(block, hash);
  block[0] = (block[0] ?? 0) & 0x7f;
  return concat(block, hash, Uint8Array.of(trailer));
}

/** RFC 8017 §8.1.2 and §9.1.2: whether the signature is a token for the message. */
export function verifiesToken(key: BallotKey, message: Uint8Array, token: Uint8Array): boolean {
  const number = toInteger(token);
  if (token.length !== key.size || number >= key.modulus) return false;
  const encoded = toBytes(toPublicPower(number, key.modulus), key.size);
  const block = encoded.slice(0, -hashBytes - 1);
  mask(block, encoded.subarray(-hashBytes - 1, -1));
  // The encoding is a function of message and salt: what is not the same again is not valid.
  return sameBytes(pssEncoded(message, block.subarray(-saltBytes), key.size), encoded);
}

/**
 * RFC 9474 §4.2 with chance given: `factor` is below the modulus and as long. Nothing when it, or the
 * message, shares a factor with the modulus. For test vectors; otherwise `blind`.
 */
export function blindWith(
  key: BallotKey,
  message: Uint8Array,
  salt: Uint8Array,
  factor: Uint8Array,
): Blinded | undefined {
  const { modulus, size } = key;
  const encoded = toInteger(pssEncoded(message, salt, size));
  const number = toInteger(factor);
  // One inversion, which is the most expensive step, tells both to be invertible.
  const both = inverseOf((encoded * number) % modulus, modulus);
  if (both === undefined) return undefined;
  return {
    message: toBytes((encoded * toPublicPower(number, modulus)) % modulus, size),
    inverse: toBytes((both * encoded) % modulus, size),
  };
}

/** Uniform below the modulus. */
function randomFactor({ modulus, size }: BallotKey, random: Random): Bytes {
  for (;;) {
    const factor = random(size);
    if (toInteger(factor) < modulus) return factor;
  }
}

/** RFC 9474 §4.2. */
export function blind(key: BallotKey, message: Uint8Array, random: Random): Blinded {
  for (;;) {
    const salt = random(saltBytes);
    const blinded = blindWith(key, message, salt, randomFactor(key, random));
    // Otherwise the factors of the modulus have been found: once in the age of the world.
    if (blinded) return blinded;
  }
}

/** RFC 9474 §4.4: the token, verified; nothing when the server's answer does not give one. */
export function finalize(
  key: BallotKey,
  message: Uint8Array,
  signature: Uint8Array,
  inverse: Uint8Array,
): Bytes | undefined {
  if (signature.length !== key.size) return undefined;
  const number = (toInteger(signature) * toInteger(inverse)) % key.modulus;
  const token = toBytes(number, key.size);
  return verifiesToken(key, message, token) ? token : undefined;
}
