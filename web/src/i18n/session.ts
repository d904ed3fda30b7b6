// Words of coming in.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/session';

export const entry = catalogue<typeof words>({
  zh: () => import('./zh/session'),
  en: () => import('./en/session'),
});
