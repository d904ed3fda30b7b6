// @vitest-environment node
import { describe, expect, test } from 'vitest';

import { fromAscii } from '../../src/trust/bytes';
import {
  type Freeze,
  type PoolLine,
  type Rule,
  exclusions,
  readContributions,
  readFreeze,
  readPool,
  readReveal,
  writeContributions,
  writeFreeze,
  writePool,
  writeReveal,
} from '../../src/trust/draw_files';
import { calledMax, delayMax, quotaPartsMax } from '../../src/trust/limits';
import type { Parsed, TextFault } from '../../src/trust/text_file';
import { FixedChance, drawVectors, replaced, textOf, vectorFile } from './support';

/** A text that is not a file of its kind, and why. */
type Row = [name: string, text: string, line: number, fault: TextFault];
type Swap = [name: string, from: string, to: string, line: number, fault: TextFault];

const nonce = `${'1'.repeat(63)}a`;
const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The same as tests/trust/draw_files_test.cpp. */
function rejects(read: (bytes: Uint8Array) => Parsed<unknown>, rows: Row[]): void {
  test.each(rows)('%s', (_name, text, line, fault) => {
    expect(read(fromAscii(text))).toEqual({ ok: false, line, fault });
  });
}

const swapped = (file: string, swaps: Swap[]): Row[] =>
  swaps.map(([name, from, to, line, fault]) => [
    name,
    textOf(replaced(vectorFile(file), from, to)),
    line,
    fault,
  ]);

describe('what deviates from a pool file is rejected', () => {
  rejects(readPool, [
    ['CRLF', 'A-1 press 1\r\nA-2 press 1\r\n', 1, 'carriage_return'],
    ['byte above ASCII', 'A-1 press 1\nA-\xc3\xa4 press 1\n', 2, 'not_ascii'],
    ['byte order mark', '\xef\xbb\xbfA-1 press 1\n', 1, 'not_ascii'],
    ['tab', 'A-1\tpress 1\n', 1, 'not_ascii'],
    ['NUL', 'A-1 press 1\0\n', 1, 'not_ascii'],
    ['no final line feed', 'A-1 press 1', 1, 'no_final_line_end'],
    ['carriage return at the end', 'A-1 press 1\nA-2 press 1\r', 2, 'carriage_return'],
    ['two spaces', 'A-1  press 1\n', 1, 'stray_space'],
    ['space before', ' A-1 press 1\n', 1, 'stray_space'],
    ['space behind', 'A-1 press 1 \n', 1, 'stray_space'],
    ['empty line', 'A-1 press 1\n\n', 2, 'empty_line'],
    ['only a line feed', '\n', 1, 'empty_line'],
    ['unsorted', 'A-2 press 1\nA-1 press 1\n', 2, 'not_sorted'],
    ['sorted without regard to case', 'a-1 press 1\nB-1 press 1\n', 2, 'not_sorted'],
    ['duplicate', 'A-1 press 1\nA-1 public 1\n', 2, 'duplicate'],
    ['leading zero', 'A-1 press 01\n', 1, 'leading_zero'],
    ['weight 1001', 'A-1 press 1001\n', 1, 'number_too_large'],
    ['weight beyond any integer', `A-1 press ${'9'.repeat(400)}\n`, 1, 'number_too_large'],
    ['negative weight', 'A-1 press -1\n', 1, 'not_a_number'],
    ['weight with a sign', 'A-1 press +1\n', 1, 'not_a_number'],
    ['weight with an exponent', 'A-1 press 1e2\n', 1, 'not_a_number'],
    ['a word for a weight', 'A-1 press one\n', 1, 'not_a_number'],
    ['weight missing', 'A-1 press\n', 1, 'word_missing'],
    ['a word too many', 'A-1 press 0 spoken twice\n', 1, 'word_unexpected'],
    ['silent exclusion', 'A-1 press 0\n', 1, 'reason_missing'],
    ['reason without exclusion', 'A-1 press 1 spoken\n', 1, 'reason_unexpected'],
    ['unknown reason', 'A-1 press 0 ill\n', 1, 'not_a_reason'],
    ['underscore in a handle', 'A_1 press 1\n', 1, 'not_a_handle'],
    ['handle of 25', `${'A'.repeat(25)} press 1\n`, 1, 'not_a_handle'],
    ['upper case stratum', 'A-1 Press 1\n', 1, 'not_a_stratum'],
    ['stratum of 25', `A-1 ${'a'.repeat(25)} 1\n`, 1, 'not_a_stratum'],
  ]);
});

test('the limits of a pool file themselves are within it', () => {
  const bytes = fromAscii(`${'A'.repeat(24)} ${'z'.repeat(24)} 1000\n`);
  const pool = readPool(bytes);
  expect(pool.ok && writePool(pool.file)).toEqual(bytes);
  expect(readPool(new Uint8Array())).toEqual({ ok: true, file: [] });
  expect(exclusions).toContain('waiting');
  for (const exclusion of exclusions) {
    const file = [{ handle: 'A-1', stratum: 'press', weight: 0, exclusion }];
    expect(readPool(fromAscii(`A-1 press 0 ${exclusion}\n`))).toEqual({ ok: true, file });
  }
});

describe('what deviates from a contributions file is rejected', () => {
  rejects(readContributions, [
    ['upper case hex', `A-1 ${'1'.repeat(63)}A\n`, 1, 'upper_case_hex'],
    ['not hex', `A-1 ${'1'.repeat(63)}g\n`, 1, 'not_hex'],
    ['63 digits', `A-1 ${'1'.repeat(63)}\n`, 1, 'wrong_length'],
    ['65 digits', `A-1 ${nonce}1\n`, 1, 'wrong_length'],
    ['no nonce', 'A-1\n', 1, 'word_missing'],
    ['two nonces', `A-1 ${nonce} ${nonce}\n`, 1, 'word_unexpected'],
    ['a second one of the same', `A-1 ${nonce}\nA-1 ${nonce}\n`, 2, 'duplicate'],
    ['unsorted', `B ${nonce}\nA ${nonce}\n`, 2, 'not_sorted'],
  ]);
});

test('1024 phones contribute to a draw and no more', () => {
  const lines = Array.from({ length: 1024 }, (_, at) => `${10_000 + at} ${nonce}\n`).join('');
  expect(readContributions(fromAscii(lines)).ok).toBe(true);
  expect(readContributions(fromAscii(`${lines}20000 ${nonce}\n`))).toEqual({
    ok: false,
    line: 1025,
    fault: 'too_many_lines',
  });
});

describe('what deviates from a freeze file is rejected', () => {
  const good = textOf(vectorFile('hdraw1-tv2/freeze.txt'));
  const quota = 'quota expert:2 press:1';
  rejects(readFreeze, [
    ...swapped('hdraw1-tv2/freeze.txt', [
      ['another head', 'hdraw1/freeze', 'hdraw2/freeze', 1, 'wrong_first_word'],
      ['words behind the head', 'freeze\n', 'freeze 1\n', 1, 'word_unexpected'],
      ['draw with a star', 'S1/draw/1', 'S1/draw/*', 2, 'not_a_public_id'],
      ['draw of 65', 'S1/draw/1', 'a'.repeat(65), 2, 'not_a_public_id'],
      ['no draw', 'draw S1/draw/1', 'draw', 2, 'word_missing'],
      ['lines swapped', 'draw S1/draw/1\nrule', 'rule S1/draw/1\ndraw', 2, 'wrong_first_word'],
      ['unknown rule', quota, 'some 1', 3, 'not_a_rule'],
      ['quota without a number', 'expert:2', 'expert', 3, 'not_a_rule'],
      ['quota without parts', ' expert:2 press:1', '', 3, 'word_missing'],
      ['quota of nobody', 'expert:2', 'expert:0', 3, 'number_too_small'],
      ['a stratum twice', 'press:1', 'expert:1', 3, 'duplicate'],
      ['any of nobody', quota, 'any 0', 3, 'number_too_small'],
      ['any and more', quota, 'any 1 2', 3, 'word_unexpected'],
      ['leading zero in a rule', 'expert:2', 'expert:02', 3, 'leading_zero'],
      ['upper case commit', 'commit 6431f0', 'commit 6431F0', 4, 'upper_case_hex'],
      ['short commit', 'commit 6431f0', 'commit 6431f', 4, 'wrong_length'],
      ['leading zero in a count', 'pool 8', 'pool 08', 5, 'leading_zero'],
      ['pool without a count', 'pool 8 ', 'pool ', 5, 'word_missing'],
      ['short hash', 'contrib 4 1d', 'contrib 4 1', 6, 'wrong_length'],
      ['no delay at all', 'delay 1000', 'delay 0', 7, 'number_too_small'],
      ['delay beyond every library', 'delay 1000', 'delay 2147483648', 7, 'number_too_large'],
      ['public as it likes', 'required', 'optional', 8, 'not_none_or_required'],
      ['a line missing', 'public required\n', '', 8, 'line_missing'],
      ['CRLF', 'delay 1000\n', 'delay 1000\r\n', 7, 'carriage_return'],
    ]),
    ['a line too many', `${good}public required\n`, 9, 'line_unexpected'],
    ['nothing', '', 1, 'line_missing'],
  ]);
});

describe('what deviates from a reveal file is rejected', () => {
  rejects(
    readReveal,
    swapped('hdraw1-tv2/reveal.txt', [
      ['upper case secret', '9caf06bb', '9CAF06BB', 2, 'upper_case_hex'],
      ['public text with a slash', 'dice:4-2', 'dice/4-2', 3, 'not_a_public_text'],
      ['public text of 129', 'dice:4-2-6-6-1', 'x'.repeat(129), 3, 'not_a_public_text'],
      ['two public texts', 'dice:4-2-6-6-1', 'dice 4', 3, 'word_unexpected'],
      ['no public text', ' dice:4-2-6-6-1', '', 3, 'word_missing'],
    ]),
  );
});

test.each(drawVectors)('the files of %s are written as they were read', (folder) => {
  const same = <File>(
    name: string,
    read: (bytes: Uint8Array) => Parsed<File>,
    write: (file: File) => Uint8Array,
  ) => {
    const bytes = vectorFile(`${folder}/${name}`);
    const parsed = read(bytes);
    expect(parsed.ok && write(parsed.file)).toEqual(bytes);
  };
  same('pool.txt', readPool, writePool);
  same('contrib.txt', readContributions, writeContributions);
  same('freeze.txt', readFreeze, writeFreeze);
  same('reveal.txt', readReveal, writeReveal);
});

function anyHandles(chance: FixedChance): string[] {
  const count = chance.integer(0, 30);
  return [
    ...new Set(Array.from({ length: count }, () => chance.word(`${lower}${upper}-`, 24))),
  ].sort();
}

function anyRule(chance: FixedChance): Rule {
  const kind = chance.pick(['any', 'alternate', 'quota'] as const);
  if (kind !== 'quota') return { kind, count: chance.integer(1, calledMax) };
  const words = Array.from({ length: chance.integer(1, quotaPartsMax) }, () =>
    chance.word(`${lower}-`, 24),
  );
  const parts = [...new Set(words)].map((stratum) => ({ stratum, count: chance.integer(1, 99) }));
  return { kind, parts };
}

test('any files are read as they were written', () => {
  const chance = new FixedChance(3);
  for (let round = 0; round < 200; round += 1) {
    const handles = anyHandles(chance);
    const pool = handles.map((handle): PoolLine => {
      const weight = Math.max(0, chance.integer(-200, 1000));
      const line = { handle, stratum: chance.word(`${lower}-`, 24), weight };
      return weight === 0 ? { ...line, exclusion: chance.pick(exclusions) } : line;
    });
    expect(readPool(writePool(pool))).toEqual({ ok: true, file: pool });
    const contributions = handles.map((handle) => ({ handle, nonce: chance.hex32() }));
    const read = readContributions(writeContributions(contributions));
    expect(read).toEqual({ ok: true, file: contributions });
    const freeze: Freeze = {
      draw: chance.word(`${lower}${upper}/._-`, 64),
      rule: anyRule(chance),
      commit: chance.hex32(),
      pool: { lines: chance.integer(0, 10_000), sha256: chance.hex32() },
      contributions: { lines: chance.integer(0, 1024), sha256: chance.hex32() },
      delay: chance.integer(1, delayMax),
      publicRequired: chance.number() < 0.5,
    };
    expect(readFreeze(writeFreeze(freeze))).toEqual({ ok: true, file: freeze });
    const reveal = { secret: chance.hex32(), publicText: chance.word(`${lower}:,.-`, 128) };
    expect(readReveal(writeReveal(reveal))).toEqual({ ok: true, file: reveal });
  }
});

test('whatever is accepted has no second spelling', () => {
  // Of bytes that are almost a pool: either a fault, or the same bytes again.
  const chance = new FixedChance(4);
  let accepted = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const rest = chance.word('A1a0 \n\r-_zspoken', 8);
    for (const text of [rest, `A press ${rest}`, `A press 1${rest}\n`]) {
      const pool = readPool(fromAscii(text));
      if (!pool.ok) continue;
      accepted += 1;
      expect(textOf(writePool(pool.file))).toBe(text);
    }
  }
  expect(accepted).toBeGreaterThan(100);
});
