import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { answerMostMs, get, getBytes, post, postFile, postPatiently } from './http';

/** A network that swallows what is sent, and whoever gives up is let go. */
const swallow = (_path: string, { signal }: RequestInit) =>
  new Promise<Response>((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
/** The beginning of an answer, and no more of it. */
const halt = (_path: string, { signal }: RequestInit) => {
  const body = new ReadableStream({
    start: (stream) =>
      signal?.addEventListener('abort', () => stream.error(new DOMException('', 'AbortError'))),
  });
  return Promise.resolve(new Response(body));
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const failure = (asked: Promise<unknown>) => asked.catch((error: unknown) => error);

test.each([
  ['a request', swallow],
  ['an answer', halt],
])(
  '%s that the network swallowed is given up, like any other that did not come',
  async (_, way) => {
    vi.stubGlobal('fetch', way);
    const asked = [failure(get('/session')), failure(post('/join', { token: 'x' }))];
    await vi.advanceTimersByTimeAsync(answerMostMs);
    for (const one of asked) expect(await one).toMatchObject({ status: 0, code: 'network' });
  },
);

test('what is long by nature has its time: files that come, files that go, and cards that are drawn', async () => {
  vi.stubGlobal('fetch', swallow);
  const ended = vi.fn();
  const file = new Blob(['x']);
  for (const one of [
    getBytes('/draws/d1/pool.txt'),
    postFile('/duties/r1/file', file, 'application/pdf'),
    postFile('/series/file', 'x', 'text/plain'),
    postPatiently('/cards', {}),
  ]) {
    void one.finally(ended).catch(() => undefined);
  }
  await vi.advanceTimersByTimeAsync(10 * answerMostMs);
  expect(ended).not.toHaveBeenCalled();
});

test('an answer in time is the answer, and a refusal stays a refusal', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ nonce: 'n1' })));
  expect(await get('/session')).toEqual({ nonce: 'n1' });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 204 })));
  expect(await post('/logout', {})).toEqual({});
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ code: 'card_in_use' }, { status: 409 })),
  );
  expect(await failure(post('/join', {}))).toMatchObject({ status: 409, code: 'card_in_use' });
  expect(vi.getTimerCount()).toBe(0);
});
