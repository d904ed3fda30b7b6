import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { betweenReloadsMs } from './later';

const lost = () => Promise.reject(new TypeError('failed to fetch'));
const reload = vi.fn();
let answers: boolean[] = [];

/** A page that has just been loaded: it remembers nothing but what the tab keeps. */
async function freshPage(): Promise<typeof import('./later').later> {
  vi.resetModules();
  return (await import('./later')).later;
}

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  vi.stubGlobal('fetch', () =>
    answers.shift() === true ? Promise.resolve(new Response('')) : lost(),
  );
  vi.spyOn(location, 'reload').mockImplementation(reload);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  reload.mockReset();
  sessionStorage.clear();
});

test('what comes is handed on, and the page stays', async () => {
  const later = await freshPage();
  await expect(later(() => Promise.resolve('part'))).resolves.toBe('part');
  expect(reload).not.toHaveBeenCalled();
});

test('a page that missed a part is loaded anew only once the server answers', async () => {
  answers = [false, false, true];
  const later = await freshPage();
  void later(lost);
  await vi.advanceTimersByTimeAsync(1);
  expect(reload).not.toHaveBeenCalled();
  await vi.runAllTimersAsync();
  expect(reload).toHaveBeenCalledTimes(1);
  expect(answers).toEqual([]);
});

test('two missing parts load the page anew once', async () => {
  answers = [true, true];
  const later = await freshPage();
  void later(lost);
  void later(lost);
  await vi.runAllTimersAsync();
  expect(reload).toHaveBeenCalledTimes(1);
});

test('a part that is missing for good does not load the page again and again', async () => {
  answers = [true];
  void (await freshPage())(lost);
  await vi.runAllTimersAsync();
  answers = [true];
  void (await freshPage())(lost);
  await vi.advanceTimersByTimeAsync(betweenReloadsMs - 1_000);
  expect(reload).toHaveBeenCalledTimes(1);
  await vi.runAllTimersAsync();
  expect(reload).toHaveBeenCalledTimes(2);
});
