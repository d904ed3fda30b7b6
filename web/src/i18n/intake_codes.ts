// What can be said of a file. The command line says the same, out of server/src/intake/fault.cpp.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/intake_codes';

export const intakeCodes = catalogue<typeof words>({
  zh: () => import('./zh/intake_codes'),
  en: () => import('./en/intake_codes'),
});
