import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/slide_faults';

export const words: Same<typeof zh> = {
  slides_are_empty: 'The file is empty. Please choose another.',
  not_a_presentation:
    'This is neither a PDF nor a presentation. Save it as PDF in your office program, then upload that.',
  pdf_is_damaged: 'The PDF is incomplete or damaged. Please export it anew, then upload it.',
  pdf_needs_password: 'The PDF opens with a password only. Please remove it, then upload the file.',
  too_many_pages: 'There are more than 500 pages. Please shorten the slides.',
  slides_are_too_demanding:
    'This file takes too much time or memory. Please save it as PDF, or make it smaller.',
  office_is_missing:
    'This server has no LibreOffice to convert presentations. Save it as PDF in PowerPoint or WPS, then upload that.',
  slides_not_converted:
    'The presentation could not be converted. Save it as PDF in PowerPoint or WPS, then upload that.',
  slides_are_too_large: 'The file has more than 64 MiB. Please make its pictures smaller.',
};
