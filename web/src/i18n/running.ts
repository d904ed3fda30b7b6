// Words of running a hearing: keys, undo, words to the chair.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/running';

export const running = catalogue<typeof words>({
  zh: () => import('./zh/running'),
  en: () => import('./en/running'),
});
