// The four files of a draw by `hdraw1`, byte for byte: what is hashed is what everybody holds.
// Reading and writing are inverse: whatever has another spelling is rejected. The twin of
// server/src/trust/draw_files.cpp.
import { type Bytes, fromAscii } from './bytes';
import {
  calledMax,
  contributorsMax,
  delayMax,
  fileLinesMax,
  quotaPartsMax,
  weightMax,
} from './limits';
import {
  type FileHash,
  type Line,
  type Parsed,
  checkWordCount,
  inLine,
  misspelt,
  readFileHash,
  readForm,
  readHandle,
  readHex32,
  readNumber,
  readPublicId,
  readPublicText,
  readStratum,
  readTable,
  reading,
  writeFileHash,
} from './text_file';

/** Why somebody who is present is not in the pool. Everybody may see it. */
export const exclusions = [
  'spoken',
  'chair',
  'staff',
  'declined',
  'absent',
  'opted-out',
  'waiting',
] as const;
export type Exclusion = (typeof exclusions)[number];

export interface PoolLine {
  /** The public card number, never a name. */
  handle: string;
  stratum: string;
  /** Tickets. */
  weight: number;
  /** If and only if the weight is 0. */
  exclusion?: Exclusion;
}

/** The chance that one phone gave. */
export interface Contribution {
  handle: string;
  nonce: string;
}

export interface QuotaPart {
  stratum: string;
  count: number;
}

/** The first n of the whole rank order; so many of each stratum; one of each stratum in turn. */
export type Rule =
  | { kind: 'any'; count: number }
  | { kind: 'quota'; parts: QuotaPart[] }
  | { kind: 'alternate'; count: number };

/** From here on nothing can be chosen any more. */
export interface Freeze {
  draw: string;
  rule: Rule;
  commit: string;
  pool: FileHash;
  contributions: FileHash;
  /** Iterations. */
  delay: number;
  /** Whether a public throw belongs to the reveal. */
  publicRequired: boolean;
}

export interface Reveal {
  secret: string;
  /** What was thrown; "-" if and only if nothing was required. */
  publicText: string;
}

// ---- Reading.

function readExclusion(word: string | undefined, weight: number): Exclusion | undefined {
  if (word === undefined) return weight === 0 ? misspelt('reason_missing') : undefined;
  const exclusion = exclusions.find((one) => one === word) ?? misspelt('not_a_reason');
  return weight === 0 ? exclusion : misspelt('reason_unexpected');
}

function readPoolLine(line: Line): PoolLine {
  checkWordCount(line, 3, 4);
  const [first, second = '', third = '', reason] = line;
  const handle = readHandle(first);
  const stratum = readStratum(second);
  const weight = readNumber(third, 0, weightMax);
  const exclusion = readExclusion(reason, weight);
  return { handle, stratum, weight, ...(exclusion && { exclusion }) };
}

function readContribution(line: Line): Contribution {
  checkWordCount(line, 2, 2);
  const [first, nonce = ''] = line;
  return { handle: readHandle(first), nonce: readHex32(nonce) };
}

function readQuotaPart(word: string): QuotaPart {
  const colon = word.indexOf(':');
  if (colon < 0) misspelt('not_a_rule');
  return {
    stratum: readStratum(word.slice(0, colon)),
    count: readNumber(word.slice(colon + 1), 1, calledMax),
  };
}

function readQuota(words: string[]): Rule {
  const parts: QuotaPart[] = [];
  for (const word of words) {
    const part = readQuotaPart(word);
    if (parts.some(({ stratum }) => stratum === part.stratum)) misspelt('duplicate');
    parts.push(part);
  }
  return { kind: 'quota', parts };
}

function readRule([kind = '', ...rest]: string[]): Rule {
  if (kind === 'quota') return readQuota(rest);
  if (rest.length > 1) misspelt('word_unexpected');
  if (kind !== 'any' && kind !== 'alternate') misspelt('not_a_rule');
  return { kind, count: readNumber(rest[0] ?? '', 1, calledMax) };
}

function readRequired(word: string): boolean {
  if (word !== 'required' && word !== 'none') misspelt('not_none_or_required');
  return word === 'required';
}

/** pool.txt: everybody present, sorted by handle. */
export function readPool(bytes: Uint8Array): Parsed<PoolLine[]> {
  return reading(() => readTable(bytes, fileLinesMax, readPoolLine));
}

/** contrib.txt: the first nonce of each, sorted by handle. */
export function readContributions(bytes: Uint8Array): Parsed<Contribution[]> {
  return reading(() => readTable(bytes, contributorsMax, readContribution));
}

/** freeze.txt. */
export function readFreeze(bytes: Uint8Array): Parsed<Freeze> {
  return reading(() => {
    const form = readForm(bytes, [
      ['hdraw1/freeze', 0],
      ['draw'],
      ['rule', 2, quotaPartsMax + 1],
      ['commit'],
      ['pool', 2],
      ['contrib', 2],
      ['delay'],
      ['public'],
    ]);
    const take = <Value>(line: number, read: (words: string[]) => Value): Value =>
      inLine(line, () => read(form[line] ?? []));
    return {
      draw: take(1, ([word = '']) => readPublicId(word)),
      rule: take(2, readRule),
      commit: take(3, ([word = '']) => readHex32(word)),
      pool: take(4, readFileHash),
      contributions: take(5, readFileHash),
      delay: take(6, ([word = '']) => readNumber(word, 1, delayMax)),
      publicRequired: take(7, ([word = '']) => readRequired(word)),
    };
  });
}

/** reveal.txt. */
export function readReveal(bytes: Uint8Array): Parsed<Reveal> {
  return reading(() => {
    const form = readForm(bytes, [['hdraw1/reveal', 0], ['secret'], ['public']]);
    return {
      secret: inLine(1, () => readHex32(form[1]?.[0] ?? '')),
      publicText: inLine(2, () => readPublicText(form[2]?.[0] ?? '')),
    };
  });
}

// ---- Writing.

/** Without the line feed. What a page has previewed of a pool, to be compared with the file. */
export function writePoolLine({ handle, stratum, weight, exclusion }: PoolLine): string {
  const line = `${handle} ${stratum} ${weight}`;
  return exclusion === undefined ? line : `${line} ${exclusion}`;
}

export function writeRule(rule: Rule): string {
  if (rule.kind !== 'quota') return `${rule.kind} ${rule.count}`;
  return ['quota', ...rule.parts.map(({ stratum, count }) => `${stratum}:${count}`)].join(' ');
}

/** What cannot be read back is a bug of the caller, here and below. */
export function writePool(pool: PoolLine[]): Bytes {
  return fromAscii(pool.map((line) => `${writePoolLine(line)}\n`).join(''));
}

export function writeContributions(contributions: Contribution[]): Bytes {
  return fromAscii(contributions.map(({ handle, nonce }) => `${handle} ${nonce}\n`).join(''));
}

export function writeFreeze(freeze: Freeze): Bytes {
  return fromAscii(
    [
      'hdraw1/freeze',
      `draw ${freeze.draw}`,
      `rule ${writeRule(freeze.rule)}`,
      `commit ${freeze.commit}`,
      `pool ${writeFileHash(freeze.pool)}`,
      `contrib ${writeFileHash(freeze.contributions)}`,
      `delay ${freeze.delay}`,
      `public ${freeze.publicRequired ? 'required' : 'none'}`,
      '',
    ].join('\n'),
  );
}

export function writeReveal({ secret, publicText }: Reveal): Bytes {
  return fromAscii(`hdraw1/reveal\nsecret ${secret}\npublic ${publicText}\n`);
}
