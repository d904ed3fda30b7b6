// Ed25519, RFC 8032: voters sign their votes with it, and the server its receipts. A library of this one curve,
// since one of several brings a phone three times as much.
import { getPublicKey, hashes, sign, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

// It would ask the browser for one, which has none without TLS.
hashes.sha512 = sha512;

export { sign };

/** Of a seed of 32 random bytes, which is the secret. */
export const publicKeyOf = getPublicKey;

export function verifies(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    // As strict as the server's library: no key that signs anything, nothing spelt in a second way.
    return verify(signature, message, key, { zip215: false });
  } catch {
    return false; // Of a wrong length.
  }
}
