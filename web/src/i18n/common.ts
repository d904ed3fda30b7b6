// Words that more than one page needs.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/common';

export const common = catalogue<typeof words>({
  zh: () => import('./zh/common'),
  en: () => import('./en/common'),
});
