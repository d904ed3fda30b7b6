import { afterEach, expect, test, vi } from 'vitest';

import { castMostMs, castUrl, postCast } from './cast';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function answering(status: number, body: string) {
  const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(new Response(body, { status })),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('votes go to the address of the view, or to its port of the host that the page came from', () => {
  const page = { protocol: 'https:', hostname: '[::1]' };
  expect(castUrl({ port: 8444 }, page)).toBe('https://[::1]:8444/cast');
  expect(castUrl({ url: 'https://box.example' }, page)).toBe('https://box.example/cast');
  expect(castUrl({ url: 'https://box.example/a/' }, page)).toBe('https://box.example/a/cast');
});

test('a vote carries nothing of the person: no cookie, no referrer, no preflight', async () => {
  const fetched = answering(200, '{"receipt":"AAAA"}');
  expect(await postCast('http://h:1/cast', { seq: 1 })).toEqual({ ok: true, value: 'AAAA' });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(url).toBe('http://h:1/cast');
  expect(init).toMatchObject({
    method: 'POST',
    body: '{"seq":1}',
    headers: { 'Content-Type': 'text/plain' },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    redirect: 'error',
  });
});

test('a refusal has its code', async () => {
  answering(409, '{"code":"ballot_is_not_open"}');
  expect(await postCast('http://h:1/cast', {})).toEqual({ ok: false, code: 'ballot_is_not_open' });
});

test.each([
  [503, '{"code":"busy"}'],
  [500, '{"code":"storage_failed"}'],
  [429, '{"code":"too_fast"}'],
  [200, '<html>Welcome to our Wi-Fi</html>'],
  [404, '<html>not found</html>'],
])('what is no answer of the box (%i %s) is asked again', async (status, body) => {
  answering(status, body);
  await expect(postCast('http://h:1/cast', {})).rejects.toThrow();
});

test('a vote that the network swallowed is given up after a while', async () => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'fetch',
    (_url: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  );
  const lost = expect(postCast('http://h:1/cast', {})).rejects.toThrow('aborted');
  await vi.advanceTimersByTimeAsync(castMostMs);
  await lost;
});
