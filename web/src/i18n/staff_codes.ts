// The sentences that only the staff can get, and the faults of a roster's row.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/staff_codes';

export const staffCodes = catalogue<typeof words>({
  zh: () => import('./zh/staff_codes'),
  en: () => import('./en/staff_codes'),
});
