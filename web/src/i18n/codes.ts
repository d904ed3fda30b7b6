// A sentence for every code that can come back to anybody: refusals of the rules, errors of the socket,
// problems of HTTP. A test holds this list and the staff's against the schema.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/codes';

export const codes = catalogue<typeof words>({
  zh: () => import('./zh/codes'),
  en: () => import('./en/codes'),
});
