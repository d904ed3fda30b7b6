// One vote of a secret ballot by `hballot1`: a token that the server signed blindly, for a key that
// only the voter has, and the choice signed with that key. All texts as in
// server/src/trust/ballot_cast.cpp. Keys and prefixes are hexadecimal, tokens and signatures base64,
// as they stand in ballots.txt.
import { type BallotKey, readBallotKey } from './ballot_key';
import { blind, finalize, prefixBytes, verifiesToken } from './blind_rsa';
import {
  type Bytes,
  type Random,
  base64,
  concat,
  fromAscii,
  hex,
  unbase64,
  unhex,
  unhexExactly,
} from './bytes';
import { fileLinesMax, seqMax } from './limits';
import { sha256Hex } from './sha256';
import { publicKeyOf, sign, verifies } from './signing';
import {
  type Line,
  type Parsed,
  checkWordCount,
  readBase64,
  readChoice,
  readHex32,
  readNumber,
  readTable,
  reading,
} from './text_file';

const seedBytes = 32;
const signatureBytes = 64;

/** What all votes of a ballot have in common. */
export interface BallotTerms {
  ballot: string;
  choices: string[];
  /** SubjectPublicKeyInfo in base64. */
  key: string;
}

/** A line of ballots.txt, and what a phone sends. */
export interface Cast {
  /** The voter's public key: Ed25519, made for this ballot. */
  voter: string;
  /** Counts the voter's changes of mind. */
  seq: number;
  choice: string;
  /** Random, before the message that the token signs. */
  prefix: string;
  token: string;
  /** The voter's. */
  signature: string;
}

/** What a voter keeps to himself. */
export interface VoterSecret {
  /** Of the voter's key. */
  seed: string;
  prefix: string;
}

/** What is sent to be signed, and what takes the blinding off the answer. */
export interface TokenRequest extends VoterSecret {
  voter: string;
  /** Exactly as long as the modulus. */
  blinded: string;
  inverse: string;
}

// ---- What is signed.

/** prefix ‖ "hballot1/cred\n<ballot>\n<pk hex>\n": what the token signs. */
export function tokenMessage(prefix: Uint8Array, ballot: string, voter: string): Bytes {
  return concat(prefix, fromAscii(`hballot1/cred\n${ballot}\n${voter}\n`));
}

export function castMessage(ballot: string, seq: number, choice: string): string {
  return `hballot1/cast\n${ballot}\n${seq}\n${choice}\n`;
}

/** `lineHash` is the SHA-256 of the line without its line feed. */
export function receiptMessage(
  ballot: string,
  { voter, seq, lineHash }: { voter: string; seq: number; lineHash: string },
): string {
  return `hballot1/receipt\n${ballot}\n${voter}\n${seq}\n${lineHash}\n`;
}

/** Without the line feed. */
export function writeLine({ voter, seq, choice, prefix, token, signature }: Cast): string {
  return [voter, seq, choice, prefix, token, signature].join(' ');
}

export function lineHash(cast: Cast): string {
  return sha256Hex(fromAscii(writeLine(cast)));
}

function readCast(line: Line): Cast {
  checkWordCount(line, 6, 6);
  const [voter, seq = '', choice = '', prefix = '', token = '', signature = ''] = line;
  return {
    voter: readHex32(voter),
    seq: readNumber(seq, 1, seqMax),
    choice: readChoice(choice),
    prefix: readHex32(prefix),
    token: readBase64(token),
    signature: readBase64(signature, signatureBytes),
  };
}

/** ballots.txt, sorted by the voters' keys: the order tells nothing. */
export function readCasts(bytes: Uint8Array): Parsed<Cast[]> {
  return reading(() => readTable(bytes, fileLinesMax, readCast));
}

// ---- The voter.

/** Of what came over the wire or out of the store, and is checked there. */
function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('malformed');
  return value;
}

function keyOf(terms: BallotTerms): BallotKey {
  return must(readBallotKey(terms.key));
}

/** A new voter, and the request for a token. Chance: seed, prefix, then RFC 9474's. */
export function prepare(terms: BallotTerms, random: Random): TokenRequest {
  const seed = random(seedBytes);
  const prefix = random(prefixBytes);
  const voter = hex(publicKeyOf(seed));
  const { message, inverse } = blind(
    keyOf(terms),
    tokenMessage(prefix, terms.ballot, voter),
    random,
  );
  return {
    voter,
    seed: hex(seed),
    prefix: hex(prefix),
    blinded: hex(message),
    inverse: hex(inverse),
  };
}

/** The token, verified; nothing when the server's answer, in hexadecimal, does not give one. */
export function takeToken(
  terms: BallotTerms,
  { voter, prefix, inverse }: TokenRequest,
  blindSignature: string,
): string | undefined {
  const answer = unhex(blindSignature);
  if (!answer) return undefined;
  const message = tokenMessage(must(unhex(prefix)), terms.ballot, voter);
  const token = finalize(keyOf(terms), message, answer, must(unhex(inverse)));
  return token && base64(token);
}

/** The same for the same, since Ed25519 takes no chance: a lost answer is asked for again. */
export function makeCast(
  terms: BallotTerms,
  { seed, prefix, token }: VoterSecret & { token: string },
  seq: number,
  choice: string,
): Cast {
  const key = must(unhexExactly(seed, seedBytes));
  const signature = sign(fromAscii(castMessage(terms.ballot, seq, choice)), key);
  const voter = hex(publicKeyOf(key));
  return { voter, seq, choice, prefix, token, signature: base64(signature) };
}

/** Whether it is the server's word that this vote is in the box. Base64, and its key in hexadecimal. */
export function verifiesReceipt(
  terms: BallotTerms,
  cast: Cast,
  receipt: string,
  serverKey: string,
): boolean {
  const [signature, key] = [unbase64(receipt), unhex(serverKey)];
  if (!signature || !key) return false;
  const message = receiptMessage(terms.ballot, { ...cast, lineHash: lineHash(cast) });
  return verifies(key, fromAscii(message), signature);
}

// ---- Anybody.

export type CastFault =
  | 'unknown_choice'
  | 'seq_out_of_range'
  | 'token_has_wrong_length'
  | 'token_was_not_signed'
  | 'not_signed_by_voter';

/** All that can be judged of a vote by itself; nothing when it holds. */
export function castFault(terms: BallotTerms, cast: Cast): CastFault | undefined {
  const { voter, seq, choice, prefix, signature } = cast;
  const key = keyOf(terms);
  const token = unbase64(cast.token);
  if (!terms.choices.includes(choice)) return 'unknown_choice';
  if (!(seq >= 1 && seq <= seqMax)) return 'seq_out_of_range';
  if (token?.length !== key.size) return 'token_has_wrong_length';
  const [prefixed, voterKey, signed] = [unhex(prefix), unhex(voter), unbase64(signature)];
  if (!prefixed || !verifiesToken(key, tokenMessage(prefixed, terms.ballot, voter), token)) {
    return 'token_was_not_signed';
  }
  const message = fromAscii(castMessage(terms.ballot, seq, choice));
  const isSigned = voterKey && signed && verifies(voterKey, message, signed);
  return isSigned ? undefined : 'not_signed_by_voter';
}

/**
 * How the vote that a phone has a receipt for stands in ballots.txt. Without its choice: only the
 * voter can have signed what stands there, so the key and the number are enough.
 */
export function standing(
  terms: BallotTerms,
  casts: Cast[],
  { voter, seq }: { voter: string; seq: number },
): 'counted' | 'missing' | 'older' | 'forged' {
  const found = casts.find((cast) => cast.voter === voter);
  if (!found) return 'missing';
  if (castFault(terms, found)) return 'forged';
  return found.seq < seq ? 'older' : 'counted';
}
