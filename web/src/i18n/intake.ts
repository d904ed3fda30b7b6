// Words for files that are brought in: what was read of them, and what would change.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/intake';

export const intake = catalogue<typeof words>({
  zh: () => import('./zh/intake'),
  en: () => import('./en/intake'),
});
