// The public key of a secret ballot, as it stands in ballot.txt.
import { type Bytes, concat, fromAscii, sameBytes, shortForm, unbase64 } from './bytes';
import { toInteger } from './modular';
import { sha256Hex } from './sha256';

export interface BallotKey {
  /** Of the modulus in bytes; of every blinded message and token as well. */
  size: number;
  modulus: bigint;
}

const sizes = [256, 384, 512];
/** All that is not the modulus. */
const frameBytes = 38;

// RFC 8017 §A.1: rsaEncryption, without parameters.
const algorithm = /* @__PURE__ */ Uint8Array.of(
  ...[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00],
);
/** 65537, as an INTEGER. */
const exponent = Uint8Array.of(0x02, 0x03, 0x01, 0x00, 0x01);

const tags = { integer: 0x02, bits: 0x03, sequence: 0x30 };

/** X.690 §8.1 with a length of two bytes, which is the shortest for all that is written so here. */
function element(tag: number, ...parts: Uint8Array[]): Bytes {
  const content = concat(...parts);
  return concat(Uint8Array.of(tag, 0x82, content.length >> 8, content.length & 0xff), content);
}

const zero = new Uint8Array(1);

function subjectPublicKeyInfo(modulus: Uint8Array): Bytes {
  const key = element(tags.sequence, element(tags.integer, zero, modulus), exponent);
  return element(tags.sequence, algorithm, element(tags.bits, zero, key));
}

/** What people compare with the big screen: of the text of a key. */
export function keyCode(spki: string): string {
  return shortForm(sha256Hex(fromAscii(spki)));
}

/**
 * From base64 of a SubjectPublicKeyInfo (RFC 5280 §4.1). Nothing unless it is RSA of 2048, 3072 or 4096
 * bits with exponent 65537 in its one DER spelling: whatever else there is, writing the key again
 * gives other bytes.
 */
export function readBallotKey(spki: string): BallotKey | undefined {
  const der = unbase64(spki);
  const size = (der?.length ?? 0) - frameBytes;
  if (!der || !sizes.includes(size)) return undefined;
  const modulus = der.subarray(-exponent.length - size, -exponent.length);
  const [first = 0, last = 0] = [modulus[0], modulus[modulus.length - 1]];
  if (first < 0x80 || last % 2 === 0) return undefined;
  if (!sameBytes(subjectPublicKeyInfo(modulus), der)) return undefined;
  return { size, modulus: toInteger(modulus) };
}
