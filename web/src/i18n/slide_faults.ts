// Why a file is not taken as slides.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/slide_faults';

export const slideFaults = catalogue<typeof words>({
  zh: () => import('./zh/slide_faults'),
  en: () => import('./en/slide_faults'),
});
