import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { Problem } from '../../connection/http';
import { isExtended, parse } from './checkpoint';
import type { Checkpoint } from './checkpoint';
import { RecordWatch } from './record_watch';
import type { Contradiction } from './record_watch';
import { sha256 } from '../../trust/sha256';

const hash = (...parts: Uint8Array[]): Uint8Array =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (index: number): Uint8Array => hash(Uint8Array.of(0), Buffer.from(`line ${index}`));

/** The tree and the proof as RFC 6962 defines them, not as they are checked. */
function root(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const left = split(leaves.length);
  return hash(Uint8Array.of(1), root(leaves.slice(0, left)), root(leaves.slice(left)));
}
function split(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}
function proof(leaves: Uint8Array[], size: number, known = true): Uint8Array[] {
  if (size === leaves.length) return known ? [] : [root(leaves)];
  const left = split(leaves.length);
  return size <= left
    ? [...proof(leaves.slice(0, left), size, known), root(leaves.slice(left))]
    : [...proof(leaves.slice(left), size - left, false), root(leaves.slice(0, left))];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const leaves = Array.from({ length: 40 }, (_, index) => leaf(index));
const at = (size: number): Checkpoint => ({ size, root: base64(root(leaves.slice(0, size))) });
const proofOf = (from: number, to: number): string[] =>
  proof(leaves.slice(0, to), from).map(base64);
const note = ({ size, root: hashed }: Checkpoint): string =>
  `rostrum/h01\n${size}\n${hashed}\n\n— rostrum/h01 AAAA\n`;

describe('sha256', () => {
  test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])('of %i bytes is the standard one', (n) => {
    const bytes = Uint8Array.from({ length: n }, (_, index) => (index * 7) % 256);
    expect(base64(sha256(bytes))).toBe(base64(hash(bytes)));
  });
});

describe('checkpoints', () => {
  test('the published one is read', () => {
    expect(parse(readFileSync('../tests/vectors/hlog1/checkpoint.txt', 'utf8'))).toEqual({
      size: 3,
      root: 'aHPbUlebi93qrDHBywMcUwZWY4DPykF/m/1oKErCC3U=',
    });
    expect(parse('rostrum/h01\n03\nAA==\n')).toBeUndefined();
    expect(parse('')).toBeUndefined();
  });

  test('every log extends every shorter one, and none with another line', () => {
    for (let to = 1; to <= leaves.length; to++) {
      for (let from = 1; from <= to; from++) {
        expect(isExtended(at(from), at(to), proofOf(from, to))).toBe(true);
        const other = { size: from, root: base64(leaf(99)) };
        expect(isExtended(other, at(to), proofOf(from, to))).toBe(false);
        if (from < to) expect(isExtended(at(from), at(to), [])).toBe(false);
      }
    }
  });
});

function watched(answer: (from: number, to: number) => Promise<{ proof: string[] }>) {
  const kept = new Map<string, string>();
  const found: (Contradiction | undefined)[] = [];
  const keeper = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
  const watch = new RecordWatch('h01', keeper, answer, (one) => found.push(one));
  return {
    watch,
    found,
    kept: () => parse([...kept.values()][0] ?? ''),
    keep: (other: Checkpoint) => void kept.set('rostrum.checkpoint.h01', note(other)),
  };
}

describe('the watch over the record', () => {
  const honest = (from: number, to: number) => Promise.resolve({ proof: proofOf(from, to) });

  test('keeps the first checkpoint, and a newer one that extends it', async () => {
    const { watch, found, kept } = watched(honest);
    watch.see(note(at(5)));
    watch.see(note(at(9)));
    expect(kept()).toEqual(at(5));
    await watch.compare();
    watch.stop();
    expect(kept()).toEqual(at(9));
    expect(found).toEqual([]);
  });

  test('tells of a log that was rewritten, cut short, or does not know what it had signed', async () => {
    const other = { size: 9, root: base64(leaf(1)) };
    const rewritten = watched(honest);
    rewritten.watch.see(note(at(5)));
    rewritten.watch.see(note(other));
    await rewritten.watch.compare();
    rewritten.watch.stop();
    expect(rewritten.found).toEqual([{ kept: at(5), shown: other }]);
    expect(rewritten.kept()).toEqual(at(5));

    const turned = watched(honest);
    turned.watch.see(note(at(9)));
    turned.watch.see(note({ ...at(9), root: base64(leaf(1)) }));
    expect(turned.found).toHaveLength(1);

    const tooShort = () => Promise.reject(new Problem(409, 'log_is_not_that_long'));
    const unknowing = watched(tooShort);
    unknowing.watch.see(note(at(5)));
    unknowing.watch.see(note(at(9)));
    await unknowing.watch.compare();
    unknowing.watch.stop();
    expect(unknowing.found).toHaveLength(1);

    const short = watched((_, to) => (to > 8 ? tooShort() : honest(1, to)));
    short.watch.see(note(at(9)));
    short.watch.see(note(at(8)));
    await short.watch.compare();
    short.watch.stop();
    expect(short.found).toEqual([{ kept: at(9), shown: at(8) }]);
    expect(short.kept()).toEqual(at(9));
  });

  test('a checkpoint from before is no contradiction where the kept one continues it', async () => {
    const asked: [number, number][] = [];
    const { watch, found, kept } = watched((from, to) => {
      asked.push([from, to]);
      return honest(from, to);
    });
    watch.see(note(at(9)));
    // As a tab that another one had taken the connection from catches up, patch by patch.
    watch.see(note(at(6)));
    await watch.compare();
    watch.see(note(at(8)));
    watch.see(note(at(9)));
    await watch.compare();
    watch.stop();
    expect(found).toEqual([]);
    expect(asked).toEqual([[6, 9]]);
    expect(kept()).toEqual(at(9));
  });

  test('a checkpoint from before that the kept one does not continue is one', async () => {
    const { watch, found } = watched(honest);
    const other = { size: 6, root: base64(leaf(1)) };
    watch.see(note(at(9)));
    watch.see(note(other));
    await watch.compare();
    watch.stop();
    expect(found).toEqual([{ kept: at(9), shown: other }]);
  });

  test('what follows a contradiction takes back neither it nor the checkpoint that proves it', async () => {
    const { watch, found, kept } = watched(honest);
    const other = { size: 9, root: base64(leaf(1)) };
    watch.see(note(at(5)));
    watch.see(note(other));
    await watch.compare();
    watch.see(note(at(12)));
    await watch.compare();
    expect(found).toEqual([{ kept: at(5), shown: other }]);
    expect(kept()).toEqual(at(5));
    watch.accept();
    watch.see(note(at(13)));
    await watch.compare();
    watch.stop();
    expect(kept()).toEqual(at(13));
  });

  test('a longer checkpoint that another tab kept meanwhile stays', async () => {
    const { watch, kept, keep } = watched((from, to) => {
      keep(at(20));
      return honest(from, to);
    });
    watch.see(note(at(5)));
    watch.see(note(at(9)));
    await watch.compare();
    watch.stop();
    expect(kept()).toEqual(at(20));
  });

  test('says nothing when the network fails, and asks again', async () => {
    let fails = true;
    const { watch, found, kept } = watched((from, to) =>
      fails ? Promise.reject(new Problem(0, 'network')) : honest(from, to),
    );
    watch.see(note(at(5)));
    watch.see(note(at(9)));
    await watch.compare();
    expect(found).toEqual([]);
    fails = false;
    await watch.compare();
    watch.stop();
    expect(kept()).toEqual(at(9));
  });

  test('begins anew when it is told to', () => {
    const { watch, found, kept } = watched(honest);
    watch.see(note(at(9)));
    watch.see(note(at(3)));
    watch.accept();
    expect(found.at(-1)).toBeUndefined();
    expect(kept()).toEqual(at(3));
  });
});
