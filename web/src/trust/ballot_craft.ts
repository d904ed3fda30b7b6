// What the ballot worker does: all of a voter's side that takes more than a moment.
import {
  castFault,
  lineHash,
  makeCast,
  prepare,
  standing,
  takeToken,
  verifiesReceipt,
} from './ballot';
import type { BallotTerms } from './ballot';
import { checkBox } from './ballot_check';
import { keyCode } from './ballot_key';
import type { Random } from './bytes';
import type { Remote } from './worker_port';

// There in every context, secure or not.
const deviceRandom: Random = (count) => crypto.getRandomValues(new Uint8Array(count));

export const ballotCraft = {
  prepare: (terms: BallotTerms) => prepare(terms, deviceRandom),
  takeToken,
  makeCast,
  verifiesReceipt,
  lineHash,
  castFault,
  standing,
  checkBox,
  keyCode,
};

export type BallotCraft = Remote<typeof ballotCraft>;
