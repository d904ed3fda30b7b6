// Words about what happens in the hall, for everybody who looks at it.
import { catalogue } from './catalogue.svelte';
import type { words } from './zh/hall';

export const hall = catalogue<typeof words>({
  zh: () => import('./zh/hall'),
  en: () => import('./en/hall'),
});
