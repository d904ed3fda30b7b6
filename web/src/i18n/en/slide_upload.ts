import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/slide_upload';

export const words: Same<typeof zh> = {
  none: 'No slides yet.',
  pages: (p) => `${p.pages} pages`,
  choose: 'Upload slides',
  replace: 'Replace the slides',
  help: 'A PDF is safest. Presentations (PPTX, PPT, ODP) are converted where the server has LibreOffice. At most 64 MiB and 500 pages.',
  closed: 'They cannot be replaced once the report is over.',
  progress: 'Progress of the upload',
  sending: (p) => `Uploading, ${p.percent}%`,
  examining:
    'Uploaded. The server looks into it; converting a presentation may take a minute or two…',
  stop: 'Stop uploading',
};
