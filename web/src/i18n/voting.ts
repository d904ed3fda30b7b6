// Words of voting on the phone, loaded with what is needed for it.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/voting';

export const voting = catalogue<typeof words>({
  zh: () => import('./zh/voting'),
  en: () => import('./en/voting'),
});
