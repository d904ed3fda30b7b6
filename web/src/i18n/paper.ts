// Words of paper beside phones: what its count may tell, and how a slip is mended.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/paper';

export const paper = catalogue<typeof words>({
  zh: () => import('./zh/paper'),
  en: () => import('./en/paper'),
});
