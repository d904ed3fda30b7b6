import { expect, test, vi } from 'vitest';

import { DeckGone, fetchPiece } from './pieces';

const file = Uint8Array.from({ length: 100 }, (_, index) => index);
const pause = () => Promise.resolve();
const on = () => new AbortController().signal;

const piece = (begin: number, end: number) =>
  new Response(file.slice(begin, end), {
    status: 206,
    headers: { 'Content-Range': `bytes ${begin}-${end - 1}/100` },
  });

test('a piece says how long the whole deck is', async () => {
  const fetch = vi.fn(() => Promise.resolve(piece(10, 20)));
  const { bytes, total } = await fetchPiece('/deck', 10, 20, on(), { fetch, pause });
  expect([...bytes]).toEqual([...file.slice(10, 20)]);
  expect(total).toBe(100);
  expect(fetch).toHaveBeenCalledWith(
    '/deck',
    expect.objectContaining({ headers: { Range: 'bytes=10-19' } }),
  );
});

test('what the network loses or the server has no time for is asked for again', async () => {
  const fetch = vi
    .fn<typeof globalThis.fetch>()
    .mockRejectedValueOnce(new TypeError('network'))
    .mockResolvedValueOnce(new Response('', { status: 429 }))
    .mockResolvedValueOnce(new Response('', { status: 503 }))
    .mockResolvedValueOnce(piece(0, 10));
  const { bytes } = await fetchPiece('/deck', 0, 10, on(), { fetch, pause });
  expect(bytes.length).toBe(10);
});

test('a deck that is gone is not asked for again', async () => {
  const fetch = vi.fn(() => Promise.resolve(new Response('', { status: 404 })));
  await expect(fetchPiece('/deck', 0, 10, on(), { fetch, pause })).rejects.toThrow(DeckGone);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('where something in between knows no ranges, the whole deck will do', async () => {
  const fetch = vi.fn(() => Promise.resolve(new Response(file, { status: 200 })));
  const { bytes, total } = await fetchPiece('/deck', 90, 95, on(), { fetch, pause });
  expect([...bytes].slice(0, 5)).toEqual([...file.slice(90, 95)]);
  expect(total).toBe(100);
});

test('nobody goes on asking for a deck that is closed', async () => {
  const closing = new AbortController();
  const fetch = vi.fn(() => {
    closing.abort();
    return Promise.reject(new TypeError('network'));
  });
  await expect(fetchPiece('/deck', 0, 10, closing.signal, { fetch, pause })).rejects.toThrow();
  expect(fetch).toHaveBeenCalledTimes(1);
});
