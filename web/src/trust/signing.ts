// Ed25519, RFC 8032: voters sign their votes with it, and the server its receipts.
import { eddsa, edwards } from '@noble/curves/abstract/edwards.js';
import { sha512 } from '@noble/hashes/sha2.js';

const p = 2n ** 255n - 19n;

/**
 * RFC 8032 §5.1. From the library's parts: its ready-made Ed25519 comes with the point compression of
 * other schemes, which a phone would load and never use.
 */
const curve = edwards({
  p,
  n: 2n ** 252n + 0x14def9dea2f79cd65812631a5cf5d3edn,
  h: 8n,
  a: p - 1n,
  d: 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n,
  Gx: 0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51an,
  Gy: 0x6666666666666666666666666666666666666666666666666666666666666658n,
});

/** RFC 8032 §5.1.5, step 2. */
function clamped(scalar: Uint8Array): Uint8Array {
  const [first = 0, last = 0] = [scalar[0], scalar[31]];
  scalar[0] = first & 0xf8;
  scalar[31] = (last & 0x7f) | 0x40;
  return scalar;
}

const ed25519 = eddsa(curve, sha512, {
  adjustScalarBytes: clamped as (scalar: Uint8Array) => Uint8Array<ArrayBuffer>,
  // As strict as the server's library: no key that signs anything, nothing spelt in a second way.
  zip215: false,
});

/** Of a seed of 32 random bytes, which is the secret. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(seed);
}

export function sign(message: Uint8Array, seed: Uint8Array): Uint8Array {
  return ed25519.sign(message, seed);
}

export function verifies(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, key);
  } catch {
    return false; // Of a wrong length.
  }
}
