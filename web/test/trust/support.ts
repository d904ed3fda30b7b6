// Published vectors and chance that repeats, for the tests of this folder.
import { constants, createPrivateKey, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { BallotTerms } from '../../src/trust/ballot';
import { type Bytes, type Random, fromAscii, hex, unhex } from '../../src/trust/bytes';
import type { DrawFiles } from '../../src/trust/draw_check';

/** A file of tests/vectors. */
export function vectorFile(name: string): Bytes {
  return new Uint8Array(readFileSync(`../tests/vectors/${name}`));
}

export function vectorObject(name: string): Record<string, string> {
  return JSON.parse(readFileSync(`../tests/vectors/${name}`, 'utf8')) as Record<string, string>;
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** The first place of a text, put another way. */
export function replaced(bytes: Uint8Array, from: string, to: string): Bytes {
  const text = textOf(bytes);
  if (!text.includes(from)) throw new Error(`no ${from}`);
  return fromAscii(text.replace(from, () => to));
}

/** A copy with one byte changed. */
export function withByte(bytes: Uint8Array, at: number, byte: number): Bytes {
  const changed = Uint8Array.from(bytes);
  changed[at] = byte;
  return changed;
}

export function fromHex(text: string | undefined): Bytes {
  const bytes = unhex(text ?? 'none');
  if (!bytes) throw new Error(`not hexadecimal: ${String(text)}`);
  return bytes;
}

/** The same numbers for the same seed. */
export class FixedChance {
  constructor(private state: number) {}

  /** In [0, 1). Mulberry32. */
  number(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  /** From least to most, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.number() * (most - least + 1));
  }
  pick<Item>(items: ArrayLike<Item>): Item {
    return items[this.integer(0, items.length - 1)] as Item;
  }
  word(characters: string, lengthMax: number): string {
    const length = this.integer(1, lengthMax);
    return Array.from({ length }, () => this.pick(characters)).join('');
  }
  bytes: Random = (count) => Uint8Array.from({ length: count }, () => this.integer(0, 255));
  hex32(): string {
    return hex(this.bytes(32));
  }
}

/** What `expected.txt` of a vector states. */
export interface HeldDraw {
  files: DrawFiles;
  freezeHash: string;
  seed: string;
}

export const drawVectors = ['hdraw1-tv1', 'hdraw1-tv2', 'hdraw1-tv3'];

export function heldDraw(folder: string): HeldDraw {
  const [freezeLine = '', seedLine = ''] = textOf(vectorFile(`${folder}/expected.txt`)).split('\n');
  return {
    files: {
      pool: vectorFile(`${folder}/pool.txt`),
      contributions: vectorFile(`${folder}/contrib.txt`),
      freeze: vectorFile(`${folder}/freeze.txt`),
      reveal: vectorFile(`${folder}/reveal.txt`),
    },
    freezeHash: freezeLine.replace('freeze ', ''),
    seed: seedLine.replace('seed ', ''),
  };
}

export const ballotVector = vectorObject('hballot1.json');

export const ballotTerms: BallotTerms = {
  ballot: 'S1/ballot/4',
  choices: ['satisfied', 'partly', 'not_satisfied'],
  key: ballotVector.key_spki_b64 ?? '',
};

export function privateKeyOf(vector: Record<string, string>) {
  const der = Buffer.from(vector.key_pkcs8_b64 ?? '', 'base64');
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** RFC 9474 §4.3, as the server does it: raw RSA. */
export function blindSign(blinded: Uint8Array, vector = ballotVector): Bytes {
  const key = { key: privateKeyOf(vector), padding: constants.RSA_NO_PADDING };
  return new Uint8Array(privateDecrypt(key, blinded));
}
