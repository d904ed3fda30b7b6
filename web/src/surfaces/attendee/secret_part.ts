// What a phone needs for a secret ballot: it comes while the rule is locked, before everybody votes.
import { alsoSay } from '../../i18n/refusals';
import { secretCodes } from '../../i18n/secret_codes';

export { default as OwnBallot } from './OwnBallot.svelte';
export { default as SecretVote } from './SecretVote.svelte';
export { OwnVote } from '../../features/ballot/own_vote.svelte';

export type SecretPart = typeof import('./secret_part');

alsoSay(secretCodes);
