// Words of coming in by a seat card; on the attendee's page only.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/join';

export const joining = catalogue<typeof words>({
  zh: () => import('./zh/join'),
  en: () => import('./en/join'),
});
