// A deck of slides as pictures, drawn by PDF.js on this device. The library comes with the first deck.
import { version } from 'pdfjs-dist/package.json';

import type * as Library from './pdf/library';
import { later } from '../../connection/later';
import { DeckGone, fetchPiece, pieceBytes } from '../../connection/pieces';

type Pdfjs = typeof Library;

/** Where tools/pdfjs.mjs lays it. */
const base = `/assets/pdfjs-${version}/`;

/** A canvas of more is slow to draw and more than a phone can hold several of. */
const pixelsMost = 3840 * 2160;

export interface Deck {
  /** As wide and high as fits into this many device pixels. */
  draw: (page: number, width: number, height: number) => Promise<HTMLCanvasElement>;
  /** What is written on a page, for those who do not see it. */
  text: (page: number) => Promise<string>;
  close: () => void;
}

const importLibrary = () => import(/* @vite-ignore */ `${base}library.js`) as Promise<Pdfjs>;

/** Nothing where it came and this browser cannot read it, which no new page would change. */
export async function loadLibrary(load = importLibrary): Promise<Pdfjs | undefined> {
  try {
    const loaded = await load();
    loaded.GlobalWorkerOptions.workerSrc = `${base}worker.js`;
    return loaded;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

let library: Promise<Pdfjs | undefined> | undefined;

/** The half that reads the file. Where it was lost on the way, the library asks for it no second time. */
async function startWorker(pdfjs: Pdfjs) {
  return later(async () => {
    const worker = new pdfjs.PDFWorker();
    await worker.promise;
    return worker;
  });
}

function pieces(pdfjs: Pdfjs, address: string, total: number, first: Uint8Array<ArrayBuffer>) {
  const stopping = new AbortController();
  class Pieces extends pdfjs.PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      fetchPiece(address, begin, end, stopping.signal).then(
        ({ bytes }) => this.onDataRange(begin, bytes),
        () => undefined, // Closed, or replaced by another deck: nobody waits for it.
      );
    }
    override abort(): void {
      stopping.abort();
    }
  }
  return new Pieces(total, first);
}

/** @throws `DeckGone` too when it is no PDF, or this browser cannot run the library */
export async function openDeck(address: string, signal: AbortSignal): Promise<Deck> {
  const beginning = fetchPiece(address, 0, pieceBytes, signal);
  library ??= later(() => loadLibrary());
  const [pdfjs, { bytes, total }] = await Promise.all([library, beginning]);
  if (!pdfjs) throw new DeckGone();
  const worker = await startWorker(pdfjs);
  const task = pdfjs.getDocument({
    worker,
    range: pieces(pdfjs, address, total, bytes),
    rangeChunkSize: pieceBytes,
    disableAutoFetch: true,
    disableStream: true,
    // The policy of the pages allows neither `eval` nor WebAssembly.
    isEvalSupported: false,
    useWasm: false,
    wasmUrl: `${base}wasm/`,
    cMapUrl: `${base}cmaps/`,
    standardFontDataUrl: `${base}standard_fonts/`,
    enableXfa: false,
    verbosity: 0,
  });
  const close = () => void task.destroy().finally(() => worker.destroy());
  signal.addEventListener('abort', close);
  if (signal.aborted) close();
  const pdf = await task.promise.catch((error: unknown) => {
    close();
    throw error instanceof pdfjs.InvalidPDFException ? new DeckGone() : error;
  });
  return {
    async draw(number, width, height) {
      const page = await pdf.getPage(number);
      const plain = page.getViewport({ scale: 1 });
      const fitting = Math.min(width / plain.width, height / plain.height);
      const most = Math.sqrt(pixelsMost / (plain.width * plain.height));
      const viewport = page.getViewport({ scale: Math.min(fitting, most) });
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(viewport.width));
      canvas.height = Math.max(1, Math.round(viewport.height));
      await page.render({ canvas, viewport }).promise;
      page.cleanup();
      return canvas;
    },
    async text(number) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      return items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .trim();
    },
    close,
  };
}
