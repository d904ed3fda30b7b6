// Words for the whole round as one text.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/archive';

export const archive = catalogue<typeof words>({
  zh: () => import('./zh/archive'),
  en: () => import('./en/archive'),
});
