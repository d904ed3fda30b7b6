// What slides are uploaded and shown with: loaded behind a desk's first page.
import { alsoSay } from '../../i18n/refusals';
import { slideFaults } from '../../i18n/slide_faults';

export { default as ShowSlides } from './ShowSlides.svelte';
export { default as UploadSlides } from './UploadSlides.svelte';

alsoSay(slideFaults);
