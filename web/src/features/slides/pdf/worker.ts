// The half of PDF.js that reads the file. Where a browser has no workers that are modules, the library
// loads this into the page itself.
import './old_phones';

export { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
