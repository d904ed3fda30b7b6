// What a phone needs for a ballot: it comes while the rule is locked, before everybody votes.
import { alsoSay } from '../../i18n/refusals';
import { votingCodes } from '../../i18n/voting_codes';

export { default as BallotCard } from './BallotCard.svelte';
export { default as OwnBallot } from './OwnBallot.svelte';
export { OwnVote } from '../../features/ballot/own_vote.svelte';

alsoSay(votingCodes);
