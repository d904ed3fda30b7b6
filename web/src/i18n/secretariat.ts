// Words of the secretariat's page.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/secretariat';

export const secretariat = catalogue<typeof words>({
  zh: () => import('./zh/secretariat'),
  en: () => import('./en/secretariat'),
});
