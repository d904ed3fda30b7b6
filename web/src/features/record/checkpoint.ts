// Whether one checkpoint of a log extends another: RFC 6962 §2.1.2. The signature is not checked
// here: a note kept on this device is evidence for others, who check it with the printed key.
import { sha256 } from '../../trust/sha256';

export interface Checkpoint {
  size: number;
  /** In base64. */
  root: string;
}

/** The second and third line of a note. */
export function parse(note: string): Checkpoint | undefined {
  const [, size, root] = note.split('\n');
  if (!size || !root || !/^[1-9]\d{0,15}$/.test(size)) return undefined;
  return { size: Number(size), root };
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

function node(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(65);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return sha256(bytes);
}

const half = (index: number): number => Math.floor(index / 2);
const isOdd = (index: number): boolean => index % 2 === 1;
const same = (hash: Uint8Array, root: string): boolean =>
  btoa(String.fromCharCode(...hash)) === root;

/** Whether the proof shows that the later log begins with all of the earlier one. */
export function isExtended(earlier: Checkpoint, later: Checkpoint, proof: string[]): boolean {
  if (earlier.size >= later.size) {
    return earlier.size === later.size && earlier.root === later.root && proof.length === 0;
  }
  let first = earlier.size - 1;
  let last = later.size - 1;
  while (isOdd(first)) [first, last] = [half(first), half(last)];
  const hashes = (first === 0 ? [earlier.root, ...proof] : proof).map(bytesOf);
  const begin = hashes.shift();
  if (!begin) return false;
  let madeFirst = begin;
  let madeLast = begin;
  for (const hash of hashes) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      madeFirst = node(hash, madeFirst);
      madeLast = node(hash, madeLast);
      while (!isOdd(first) && first !== 0) [first, last] = [half(first), half(last)];
    } else {
      madeLast = node(madeLast, hash);
    }
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && same(madeFirst, earlier.root) && same(madeLast, later.root);
}
