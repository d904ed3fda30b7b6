// Words of the hall's screen.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/screen';

export const screen = catalogue<typeof words>({
  zh: () => import('./zh/screen'),
  en: () => import('./en/screen'),
});
