// Words of a secret ballot on the phone, loaded only where there is one.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/secret';

export const secret = catalogue<typeof words>({
  zh: () => import('./zh/secret'),
  en: () => import('./en/secret'),
});
