// @vitest-environment node
import { describe, expect, test } from 'vitest';

import { type Cast, makeCast, prepare, takeToken, writeLine } from '../../src/trust/ballot';
import { type BoxFiles, checkBox } from '../../src/trust/ballot_check';
import { keyCode } from '../../src/trust/ballot_key';
import { readSheet } from '../../src/trust/ballot_sheet';
import { fromAscii, hex } from '../../src/trust/bytes';
import { sha256Hex } from '../../src/trust/sha256';
import { type TextFault, fileHash, writeFileHash } from '../../src/trust/text_file';
import { FixedChance, ballotTerms as terms, blindSign, fromHex, replaced } from './support';

function votes(number: number) {
  const request = prepare(terms, new FixedChance(number).bytes);
  const token = takeToken(terms, request, hex(blindSign(fromHex(request.blinded))));
  if (token === undefined) throw new Error('no token');
  return (choice: string, seq: number) => makeCast(terms, { ...request, token }, seq, choice);
}

const mine = votes(1);
const others = [2, 3, 4].map((number) => votes(number)('satisfied', 1));

function sheetOf(ballots: Uint8Array): Uint8Array<ArrayBuffer> {
  const of = writeFileHash(fileHash(fromAscii('A-1\n')));
  return fromAscii(
    [
      'hballot1/ballot',
      `ballot ${terms.ballot}`,
      `key ${terms.key}`,
      `choices ${terms.choices.join(' ')}`,
      `roll ${of}`,
      `issued ${of}`,
      `ballots ${writeFileHash(fileHash(ballots))}`,
      '',
    ].join('\n'),
  );
}

function boxOf(...casts: Cast[]): BoxFiles {
  const lines = casts.map((cast) => `${writeLine(cast)}\n`).sort();
  const ballots = fromAscii(lines.join(''));
  return { ballots, sheet: sheetOf(ballots) };
}

const claimOf = ({ sheet }: BoxFiles) => ({ terms, sheetSha256: sha256Hex(sheet) });
const own = { voter: mine('partly', 1).voter, seq: 2 };

describe('the own vote', () => {
  test.each([
    ['in the box as the receipt says', boxOf(...others, mine('partly', 2)), 'counted'],
    ['sent again without a receipt', boxOf(...others, mine('satisfied', 3)), 'counted'],
    ['replaced by an earlier one', boxOf(...others, mine('satisfied', 1)), 'older'],
    ['left out', boxOf(...others), 'missing'],
    [
      'changed by somebody without its key',
      boxOf(...others, { ...mine('partly', 2), choice: 'satisfied' }),
      'forged',
    ],
  ] as const)('%s', (_name, box, verdict) => {
    expect(checkBox(box, claimOf(box), own)).toBe(verdict);
  });

  test('without a receipt is there, or it is not', () => {
    const box = boxOf(...others, mine('partly', 1));
    expect(checkBox(box, claimOf(box), { ...own, seq: 0 })).toBe('counted');
    expect(checkBox(boxOf(...others), claimOf(boxOf(...others)), { ...own, seq: 0 })).toBe(
      'missing',
    );
  });
});

describe('files that are not those of the record', () => {
  const box = boxOf(...others, mine('partly', 2));
  const claim = claimOf(box);

  test('another sheet than the record has', () => {
    const other = boxOf(...others);
    expect(checkBox(other, claim, own)).toBe('files_differ');
  });
  test('ballots that the sheet does not vouch for', () => {
    const { ballots } = boxOf(...others, mine('satisfied', 2));
    expect(checkBox({ ...box, ballots }, claim, own)).toBe('files_differ');
  });
  test('a sheet of another ballot, key or rule, even when the record vouches for it', () => {
    for (const other of [
      { ...terms, ballot: 'S1/ballot/5' },
      { ...terms, key: terms.key.replace('MIIB', 'MIIC') },
      { ...terms, choices: [...terms.choices].reverse() },
    ]) {
      expect(checkBox(box, { ...claim, terms: other }, own)).toBe('files_differ');
    }
  });
  test('what is no file of this kind', () => {
    const none = fromAscii('');
    expect(checkBox({ ...box, sheet: none }, { terms, sheetSha256: sha256Hex(none) }, own)).toBe(
      'files_differ',
    );
    expect(checkBox({ ...box, ballots: fromAscii('x') }, claim, own)).toBe('files_differ');
  });
});

describe('ballot.txt', () => {
  const sheet = sheetOf(fromAscii(''));

  test('is read word by word', () => {
    expect(readSheet(sheet)).toMatchObject({ ok: true, file: { terms, roll: { lines: 1 } } });
  });
  test.each<[string, string, string, number, TextFault]>([
    ['another protocol', 'hballot1/ballot', 'hballot2/ballot', 1, 'wrong_first_word'],
    ['no ballot', `ballot ${terms.ballot}`, 'ballot', 2, 'word_missing'],
    ['a key that is none', terms.key, 'AAAA', 3, 'not_a_key'],
    ['a choice twice', 'partly', 'satisfied', 4, 'duplicate'],
    ['a choice in capitals', 'partly', 'Partly', 4, 'not_a_choice'],
    ['a count that is none', 'roll 1 ', 'roll 01 ', 5, 'leading_zero'],
    ['a line too many', 'ballots 0', 'ballots 0 0', 7, 'word_unexpected'],
  ])('is rejected with %s', (_name, from, to, line, fault) => {
    expect(readSheet(replaced(sheet, from, to))).toEqual({ ok: false, line, fault });
  });
});

test('the code of a key is the short form of the hash of its text', () => {
  expect(keyCode(terms.key)).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
  expect(keyCode(terms.key)).not.toBe(keyCode(terms.key.replace('MIIB', 'MIIC')));
  // sha256('') = e3b0c44298fc1c149afb…
  expect(keyCode('')).toBe('WERC8GMRZGE196QV');
});
