// Words for what is kept of a whole round: as one text, and of its people.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/archive';

export const archive = catalogue<typeof words>({
  zh: () => import('./zh/archive'),
  en: () => import('./en/archive'),
});
