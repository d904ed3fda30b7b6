// The sentences that only somebody can get who votes in a secret ballot.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/secret_codes';

export const secretCodes = catalogue<typeof words>({
  zh: () => import('./zh/secret_codes'),
  en: () => import('./en/secret_codes'),
});
