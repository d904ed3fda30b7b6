// Without PDF.js: how it is come by.
import { version } from 'pdfjs-dist/package.json';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const library = `/assets/pdfjs-${version}/library.js`;
const reload = vi.fn();
const page = {};
const workers: FakeWorker[] = [];
let worksOut: () => Promise<unknown>;

class FakeWorker {
  promise = worksOut();
  destroy = vi.fn();
  constructor() {
    workers.push(this);
  }
}
class FakeTransport {
  abort = () => undefined;
}
class InvalidPDFException extends Error {}

function fakeLibrary(pdf: () => Promise<unknown> = () => Promise.resolve(page)) {
  return {
    GlobalWorkerOptions: {},
    InvalidPDFException,
    PDFDataRangeTransport: FakeTransport,
    PDFWorker: FakeWorker,
    getDocument: () => ({ promise: pdf(), destroy: () => Promise.resolve() }),
  };
}

/** As on a page that has just been loaded. */
async function open(signal = new AbortController().signal) {
  vi.resetModules();
  const { openDeck } = await import('./deck');
  return openDeck('/deck', signal);
}
const lost = () => Promise.reject(new TypeError('failed to fetch'));
/** That there is no use in trying again. */
const gone = async () => (await import('../../connection/pieces')).DeckGone;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(new Uint8Array(10))));
  vi.spyOn(location, 'reload').mockImplementation(reload);
  workers.length = 0;
  worksOut = () => Promise.resolve();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.doUnmock(library);
  reload.mockReset();
  sessionStorage.clear();
});

test('a deck has its worker, which ends with it', async () => {
  vi.doMock(library, () => fakeLibrary());
  const closing = new AbortController();
  await open(closing.signal);
  expect(workers).toHaveLength(1);
  closing.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(workers[0]?.destroy).toHaveBeenCalled();
});

test('a library that was lost on the way comes with a new page, once the server answers', async () => {
  vi.doMock(library, lost);
  void open();
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
});

test('so does the half of it that reads the file', async () => {
  vi.doMock(library, () => fakeLibrary());
  worksOut = lost;
  void open();
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
});

test('a library that this browser cannot read is none, and no page is loaded anew for it', async () => {
  const { loadLibrary } = await import('./deck');
  const unread = () => Promise.reject(new SyntaxError('unexpected token'));
  expect(await loadLibrary(unread)).toBeUndefined();
  await expect(loadLibrary(lost)).rejects.toThrow('failed to fetch');
});

test('a file that is no PDF is none later either, and another failure may pass; its worker ends', async () => {
  vi.doMock(library, () => fakeLibrary(() => Promise.reject(new InvalidPDFException('torn'))));
  await expect(open()).rejects.toThrow(await gone());
  expect(workers[0]?.destroy).toHaveBeenCalled();
  vi.doMock(library, () => fakeLibrary(() => Promise.reject(new Error('no memory'))));
  await expect(open()).rejects.toThrow('no memory');
});
