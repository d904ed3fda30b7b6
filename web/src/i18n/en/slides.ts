import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/slides';

export const words: Same<typeof zh> = {
  slides: 'Slides',
  following: 'In step with the hall',
  browsing: 'Browsing freely',
  before: 'Previous page',
  behind: 'Next page',
  backToLive: (p) => `Back to the hall’s page (${p.page})`,
  cannotShow: 'This device cannot show the slides. You can download them.',
  download: 'Download the PDF',
  now: 'The hall sees',
  upNext: 'Next',
  last: 'This is the last page',
  start: 'Start showing',
  notShown: 'Nothing is shown yet',
  jump: 'Go',
  jumpTo: 'Go to page',
};
