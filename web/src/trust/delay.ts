// The slow step of a draw: PBKDF2-HMAC-SHA256 of one block, which is one chain of HMACs and cannot be
// shared among machines. In slices, so that a worker can tell how far it is.
import { bytesOf, compress, newState } from './compress';
import { type Bytes, fromAscii } from './bytes';
import { delayMax } from './limits';

const salt = 'hdraw1/delay';
const innerPad = 0x36;
const outerPad = 0x5c;
const blockBytes = 64;
const digestBytes = 32;

/** Iterations between two calls of the watch: some 30 ms on a good machine. */
export const delaySlice = 2 ** 16;

function wordsOf(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Int32Array.from({ length: bytes.length / 4 }, (_, at) => view.getInt32(4 * at));
}

/** The last block of a message of one block and these bytes, padded as SHA-256 wants it. */
function lastBlock(bytes: Uint8Array): Int32Array {
  const block = new Uint8Array(blockBytes);
  block.set(bytes);
  block[bytes.length] = 0x80;
  new DataView(block.buffer).setUint32(blockBytes - 4, (blockBytes + bytes.length) * 8);
  return wordsOf(block);
}

function keyedState(key: Uint8Array, pad: number): Int32Array {
  const block = new Uint8Array(blockBytes).fill(pad);
  key.forEach((byte, at) => (block[at] = byte ^ pad));
  const state = newState();
  compress(state, wordsOf(block), state);
  return state;
}

/**
 * RFC 8018 §5.2 with salt "hdraw1/delay" and 32 bytes of output. HMAC (RFC 2104) costs two
 * compressions per iteration, since what its key does is computed once.
 */
export class Delay {
  private readonly inner: Int32Array;
  private readonly outer: Int32Array;
  /** U of RFC 8018, the end of the chain so far, padded to a block. */
  private readonly link = lastBlock(new Uint8Array(digestBytes));
  private readonly sum: Int32Array;
  private count = 1;

  /** @param x of the draw, 32 bytes */
  constructor(
    x: Uint8Array,
    readonly iterations: number,
  ) {
    if (x.length !== digestBytes || !(iterations >= 1 && iterations <= delayMax)) {
      throw new RangeError('a delay out of range');
    }
    this.inner = keyedState(x, innerPad);
    this.outer = keyedState(x, outerPad);
    // U1 = HMAC(x, salt ‖ 1), with the number of the block in four bytes.
    const first = lastBlock(Uint8Array.of(...fromAscii(salt), 0, 0, 0, 1));
    compress(this.inner, first, this.link);
    compress(this.outer, this.link, this.link);
    this.sum = this.link.slice(0, 8);
  }

  /** Iterations done. */
  get done(): number {
    return this.count;
  }

  get isOver(): boolean {
    return this.count === this.iterations;
  }

  /** Does at most so many of the iterations that remain. */
  advance(most: number): void {
    const { inner, outer, link, sum } = this;
    const until = Math.min(this.iterations, this.count + most);
    for (let at = this.count; at < until; at += 1) {
      compress(inner, link, link);
      compress(outer, link, link);
      for (let word = 0; word < 8; word += 1) sum[word] = (sum[word] ?? 0) ^ (link[word] ?? 0);
    }
    this.count = until;
  }

  /** Once it is over. */
  seed(): Bytes {
    if (!this.isOver) throw new Error('the delay is not over');
    return bytesOf(this.sum);
  }
}

/** The whole of it on this thread. */
export function runDelay(x: Uint8Array, iterations: number, watch: (done: number) => void): Bytes {
  const delay = new Delay(x, iterations);
  watch(delay.done);
  while (!delay.isOver) {
    delay.advance(delaySlice);
    watch(delay.done);
  }
  return delay.seed();
}

/**
 * The same by the browser itself, where the page is a secure context: about twice as fast, and
 * without a word on how far it is.
 */
export async function deriveSeed(
  subtle: SubtleCrypto,
  x: Bytes,
  iterations: number,
): Promise<Bytes> {
  const key = await subtle.importKey('raw', x, 'PBKDF2', false, ['deriveBits']);
  const settings = { name: 'PBKDF2', hash: 'SHA-256', salt: fromAscii(salt), iterations };
  return new Uint8Array(await subtle.deriveBits(settings, key, 8 * digestBytes));
}
