// Words of the desk: moderator, chair, tellers.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/desk';

export const desk = catalogue<typeof words>({
  zh: () => import('./zh/desk'),
  en: () => import('./en/desk'),
});
