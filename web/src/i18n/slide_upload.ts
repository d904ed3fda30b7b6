// Words for whoever uploads slides.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/slide_upload';

export const slideUpload = catalogue<typeof words>({
  zh: () => import('./zh/slide_upload'),
  en: () => import('./en/slide_upload'),
});
