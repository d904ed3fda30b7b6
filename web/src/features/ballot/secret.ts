// What a view says of a secret ballot, and the rules by which a phone takes part in it.
import type { Ballot, Me } from '../../protocol/views';
import type { BallotTerms } from '../../trust/ballot';

/** Below this many tokens a vote does not disappear among others: phones wait a while, and say so. */
export const mixLeast = 20;
/** So long phones wait for others to be ready, and not longer. */
export const mixWaitMs = 8000;

export interface SecretBallot extends Ballot {
  terms: BallotTerms;
  receipt_key: string;
}

/** Nothing while it is not opened, or not secret. */
export function secretOf(ballot: Ballot | undefined): SecretBallot | undefined {
  if (ballot?.mode !== 'secret') return undefined;
  const { public_id, key, receipt_key } = ballot;
  if (public_id === undefined || key === undefined || receipt_key === undefined) return undefined;
  const choices = ballot.rule.options.map(({ option }) => option);
  return { ...ballot, receipt_key, terms: { ballot: public_id, choices, key } };
}

/** All begin together once most are ready: then the first vote tells no more than the last. */
export function isMixed({ tokens = 0, entitled_present }: Ballot): boolean {
  return tokens >= mixLeast && 10 * tokens >= 9 * entitled_present;
}

/** How long the choice stays shut; 0 when it is open. By the server's clock. */
export function gatheringMs(ballot: Ballot, now: number): number {
  return isMixed(ballot) ? 0 : Math.max(0, (ballot.opened_at ?? 0) + mixWaitMs - now);
}

export function isThin({ tokens = 0 }: Ballot): boolean {
  return tokens < mixLeast;
}

/** Whether this person votes in it on a phone. */
export function votesOnPhone(ballot: Ballot, me: Me | undefined): boolean {
  if (me?.role !== 'attendee' || me.present !== true || me.may_vote !== true) return false;
  return me.ballots?.[ballot.ballot] !== 'paper';
}

export function isOver({ state }: Ballot): boolean {
  return state === 'closed' || state === 'published' || state === 'voided';
}
