// Words of the attendee's phone.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/attendee';

export const attendee = catalogue<typeof words>({
  zh: () => import('./zh/attendee'),
  en: () => import('./en/attendee'),
});
