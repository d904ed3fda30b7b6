// The common shape of all files of the protocols: ASCII, line feeds, a final one, words parted by
// single spaces. One spelling per content, so that a hash of the bytes is a hash of the content.
// Accepts and rejects exactly what server/src/trust/text_file.cpp does.
import { unbase64 } from './bytes';
import {
  choiceLengthMax,
  fileLinesMax,
  handleLengthMax,
  publicIdLengthMax,
  publicTextLengthMax,
  stratumLengthMax,
} from './limits';
import { sha256Hex } from './sha256';

/** What is wrong with the spelling of a file. */
export type TextFault =
  | 'carriage_return'
  | 'not_ascii'
  | 'no_final_line_end'
  | 'stray_space'
  | 'empty_line'
  | 'line_missing'
  | 'line_unexpected'
  | 'wrong_first_word'
  | 'word_missing'
  | 'word_unexpected'
  | 'not_a_handle'
  | 'not_a_stratum'
  | 'not_a_public_id'
  | 'not_a_public_text'
  | 'not_a_choice'
  | 'not_a_rule'
  | 'not_a_reason'
  | 'reason_missing'
  | 'reason_unexpected'
  | 'not_none_or_required'
  | 'not_a_number'
  | 'leading_zero'
  | 'number_too_small'
  | 'number_too_large'
  | 'upper_case_hex'
  | 'not_hex'
  | 'wrong_length'
  | 'not_base64'
  | 'not_a_key'
  | 'not_sorted'
  | 'duplicate'
  | 'too_many_lines';

/** Where in a file. The first line is 1. */
export interface LineFault {
  line: number;
  fault: TextFault;
}

export type Parsed<File> = { ok: true; file: File } | ({ ok: false } & LineFault);

/** Ends the reading of a file. Never leaves this folder: `reading` turns it into a value. */
class Misspelt extends Error {
  line = 0;
  constructor(readonly fault: TextFault) {
    super(fault);
  }
}

export function misspelt(fault: TextFault): never {
  throw new Misspelt(fault);
}

/** Whatever is misspelt in here is in this line. Counted from 0. */
export function inLine<Value>(line: number, read: () => Value): Value {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof Misspelt) problem.line = line + 1;
    throw problem;
  }
}

export function reading<File>(read: () => File): Parsed<File> {
  try {
    return { ok: true, file: read() };
  } catch (problem) {
    if (!(problem instanceof Misspelt)) throw problem;
    return { ok: false, line: problem.line, fault: problem.fault };
  }
}

// ---- Words.

function reader(characters: string, lengthMax: number, fault: TextFault) {
  const shape = new RegExp(`^[${characters}]{1,${lengthMax}}$`);
  return (word: string): string => (shape.test(word) ? word : misspelt(fault));
}

/** A public card number. */
export const readHandle = /* @__PURE__ */ reader('A-Za-z0-9-', handleLengthMax, 'not_a_handle');
export const readStratum = /* @__PURE__ */ reader('a-z0-9-', stratumLengthMax, 'not_a_stratum');
export const readChoice = /* @__PURE__ */ reader('a-z0-9_', choiceLengthMax, 'not_a_choice');
/** A draw or a ballot. */
export const readPublicId = /* @__PURE__ */ reader(
  'A-Za-z0-9/._-',
  publicIdLengthMax,
  'not_a_public_id',
);
export const readPublicText = /* @__PURE__ */ reader(
  'A-Za-z0-9:,.-',
  publicTextLengthMax,
  'not_a_public_text',
);

/** Decimal without leading zeros, `least` to `most`, which is at most `seqMax`. */
export function readNumber(word: string, least: number, most: number): number {
  if (!/^[0-9]+$/.test(word)) misspelt('not_a_number');
  if (word.length > 1 && word.startsWith('0')) misspelt('leading_zero');
  const number = Number(word);
  if (number > most) misspelt('number_too_large');
  if (number < least) misspelt('number_too_small');
  return number;
}

/** 64 hexadecimal digits, lower case. */
export function readHex32(word: string): string {
  if (/^[0-9a-f]{64}$/.test(word)) return word;
  if (/[A-F]/.test(word)) misspelt('upper_case_hex');
  return misspelt(word.length === 64 ? 'not_hex' : 'wrong_length');
}

/** Of so many bytes, or of any number of them. As it is spelt. */
export function readBase64(word: string, bytes?: number): string {
  const decoded = unbase64(word) ?? misspelt('not_base64');
  if (bytes !== undefined && decoded.length !== bytes) misspelt('wrong_length');
  return word;
}

// ---- Lines.

export type Line = [first: string, ...rest: string[]];

function wordsOf(text: string): Line {
  if (text === '') misspelt('empty_line');
  const words = text.split(' ');
  if (words.includes('')) misspelt('stray_space');
  return words as Line;
}

function checkCharacters(text: string): void {
  const stranger = /[^ -~]/.exec(text)?.[0];
  if (stranger !== undefined) misspelt(stranger === '\r' ? 'carriage_return' : 'not_ascii');
}

/** A file of no bytes has no lines. */
export function readLines(bytes: Uint8Array): Line[] {
  // Every byte becomes a character; those above ASCII some other one above ASCII.
  const texts = new TextDecoder('latin1').decode(bytes).split('\n');
  const rest = texts.pop() ?? '';
  const lines = texts.map((text, line) =>
    inLine(line, () => {
      checkCharacters(text);
      return wordsOf(text);
    }),
  );
  return inLine(texts.length, () => {
    checkCharacters(rest);
    return rest === '' ? lines : misspelt('no_final_line_end');
  });
}

export function checkWordCount(line: Line, least: number, most: number): void {
  if (line.length < least) misspelt('word_missing');
  if (line.length > most) misspelt('word_unexpected');
}

/** A file of one row per line, sorted bytewise by its first column, in which nothing is twice. */
export function readTable<Row>(
  bytes: Uint8Array,
  rowsMax: number,
  readRow: (line: Line) => Row,
): Row[] {
  const lines = readLines(bytes);
  return lines.map((line, at) =>
    inLine(at, () => {
      if (at >= rowsMax) misspelt('too_many_lines');
      const row = readRow(line);
      const before = lines[at - 1]?.[0];
      if (before === line[0]) misspelt('duplicate');
      if (before !== undefined && before > line[0]) misspelt('not_sorted');
      return row;
    }),
  );
}

/** A line of a form: the word that begins it and how many follow. */
export type FormLine = [word: string, least?: number, most?: number];

/** A file of fixed lines in a fixed order: the words of each after its first. */
export function readForm(bytes: Uint8Array, shape: FormLine[]): string[][] {
  const lines = readLines(bytes);
  const form = shape.map(([word, least = 1, most = least], at) =>
    inLine(at, () => {
      const line = lines[at] ?? misspelt('line_missing');
      if (line[0] !== word) misspelt('wrong_first_word');
      checkWordCount(line, least + 1, most + 1);
      return line.slice(1);
    }),
  );
  if (lines.length > shape.length) inLine(shape.length, () => misspelt('line_unexpected'));
  return form;
}

/** How one file vouches for another: `<lines> <sha256>`. */
export interface FileHash {
  lines: number;
  sha256: string;
}

/** Of the bytes as they are. */
export function fileHash(bytes: Uint8Array): FileHash {
  const lines = bytes.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
  return { lines, sha256: sha256Hex(bytes) };
}

export function readFileHash([lines = '', digest = '']: string[]): FileHash {
  return { lines: readNumber(lines, 0, fileLinesMax), sha256: readHex32(digest) };
}

export function writeFileHash({ lines, sha256 }: FileHash): string {
  return `${lines} ${sha256}`;
}
