// SHA-256 (FIPS 180-4) for what is hashed once. Our own, because browsers offer theirs only over TLS, and
// a quarter of the size of the fast one in compress.ts.
import { fromAscii, hex } from './bytes';

/** FIPS 180-4 §4.2.2 and §5.3.3: the first bits of the roots of the first primes. */
const firstBits = (root: number): number => ((root % 1) * 2 ** 32) | 0;
const primes: number[] = [];
for (let candidate = 2; primes.length < 64; candidate += 1) {
  if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
}
export const constants = Int32Array.from(primes, (prime) => firstBits(Math.cbrt(prime)));
export const initialState = Int32Array.from(primes.slice(0, 8), (prime) =>
  firstBits(Math.sqrt(prime)),
);

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the lengths are fixed: 8 and 64 words */

/** FIPS 180-4 §6.2.2: the block at that place into the state. */
function absorb(state: Int32Array, view: DataView, at: number): void {
  const w = new Int32Array(64);
  const s = state.slice();
  for (let i = 0; i < 64; i += 1) {
    if (i < 16) {
      w[i] = view.getInt32(at + 4 * i);
    } else {
      const [early, late] = [w[i - 15]!, w[i - 2]!];
      const small0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const small1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      w[i] = w[i - 16]! + small0 + w[i - 7]! + small1;
    }
    const [a, b, c, e, f, g] = [s[0]!, s[1]!, s[2]!, s[4]!, s[5]!, s[6]!];
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const one = s[7]! + big1 + ((e & f) ^ (~e & g)) + constants[i]! + w[i]!;
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    s.copyWithin(1, 0);
    s[4] = s[4]! + one;
    s[0] = one + big0 + ((a & b) ^ (a & c) ^ (b & c));
  }
  s.forEach((word, i) => (state[i] = state[i]! + word));
}

/* eslint-enable @typescript-eslint/no-non-null-assertion */

export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  const state = initialState.slice();
  for (let at = 0; at < padded.length; at += 64) absorb(state, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setInt32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

export function sha256Hex(bytes: Uint8Array): string {
  return hex(sha256(bytes));
}

/** The H of the protocols: SHA-256 of every item followed by a line feed. */
export function hashLines(...items: string[]): string {
  return sha256Hex(fromAscii(items.map((item) => `${item}\n`).join('')));
}
