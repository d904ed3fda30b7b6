// Words of what is shown in the report: on phones, desks and at the secretariat.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/slides';

export const slides = catalogue<typeof words>({
  zh: () => import('./zh/slides'),
  en: () => import('./en/slides'),
});
