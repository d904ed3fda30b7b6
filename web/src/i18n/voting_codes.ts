// The sentences that only somebody can get who votes in a secret ballot.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/voting_codes';

export const votingCodes = catalogue<typeof words>({
  zh: () => import('./zh/voting_codes'),
  en: () => import('./en/voting_codes'),
});
