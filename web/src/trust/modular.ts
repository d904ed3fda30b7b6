// Arithmetic modulo an RSA modulus on the integers of the language, whose time depends on their
// values: fit for what is used once (blinding factors), not for private keys.
import { type Bytes, hex, unhex } from './bytes';

export function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x0${hex(bytes)}`);
}

/** Big-endian, of so many bytes, which the number must fit. */
export function toBytes(number: bigint, size: number): Bytes {
  return unhex(number.toString(16).padStart(2 * size, '0')) as Bytes;
}

/** To the power of 65537 = 2^16 + 1: so few steps that Montgomery's form would not pay. */
export function toPublicPower(base: bigint, modulus: bigint): bigint {
  let power = base;
  for (let step = 0; step < 16; step += 1) power = (power * power) % modulus;
  return (power * base) % modulus;
}

/** By Euclid's extended algorithm; nothing when the number shares a factor with the modulus. */
export function inverseOf(number: bigint, modulus: bigint): bigint | undefined {
  let [previous, rest] = [modulus, number % modulus];
  let [before, factor] = [0n, 1n];
  while (rest !== 0n) {
    const quotient = previous / rest;
    [previous, rest] = [rest, previous - quotient * rest];
    [before, factor] = [factor, before - quotient * factor];
  }
  if (previous !== 1n) return undefined;
  return before < 0n ? before + modulus : before;
}
