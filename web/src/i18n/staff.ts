// Words of the people who run a hearing, wherever they work.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/staff';

export const staff = catalogue<typeof words>({
  zh: () => import('./zh/staff'),
  en: () => import('./en/staff'),
});
