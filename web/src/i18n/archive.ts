// Words for what is kept of a whole round: as one text, of its campaigns and people, and what is found in it.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/archive';

export const archive = catalogue<typeof words>({
  zh: () => import('./zh/archive'),
  en: () => import('./en/archive'),
});
