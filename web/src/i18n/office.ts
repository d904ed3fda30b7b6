// Words of what the secretariat's page loads behind its board: hearings, comparison, reports.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/office';

export const office = catalogue<typeof words>({
  zh: () => import('./zh/office'),
  en: () => import('./en/office'),
});
