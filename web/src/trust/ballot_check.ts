// Whether the own vote is in the box, by the files that were published after the close.
import { type BallotTerms, readCasts, standing } from './ballot';
import { readSheet } from './ballot_sheet';
import { sha256Hex } from './sha256';
import { fileHash } from './text_file';

/** As they were fetched: ballot.txt and ballots.txt. */
export interface BoxFiles {
  sheet: Uint8Array;
  ballots: Uint8Array;
}

/** What the phone knows without the files. */
export interface BoxClaim {
  terms: BallotTerms;
  /** Of ballot.txt, as it is on the record. */
  sheetSha256: string;
}

/** `files_differ`: they are not those of the record, or not of this ballot. */
export type BoxVerdict = ReturnType<typeof standing> | 'files_differ';

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** @param own `seq` of the last receipt; 0 when there is none */
export function checkBox(
  { sheet, ballots }: BoxFiles,
  { terms, sheetSha256 }: BoxClaim,
  own: { voter: string; seq: number },
): BoxVerdict {
  const read = readSheet(sheet);
  const casts = readCasts(ballots);
  if (!read.ok || !casts.ok || sha256Hex(sheet) !== sheetSha256) return 'files_differ';
  const { ballot, key, choices } = read.file.terms;
  const isOurs = ballot === terms.ballot && key === terms.key && same(choices, terms.choices);
  if (!isOurs || !same(read.file.ballots, fileHash(ballots))) return 'files_differ';
  return standing(terms, casts.file, own);
}
