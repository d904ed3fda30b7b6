// Of PDF.js what draws a page, built apart from the pages: tools/pdfjs.mjs.
import './old_phones';

export {
  getDocument,
  GlobalWorkerOptions,
  InvalidPDFException,
  PDFDataRangeTransport,
  PDFWorker,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
