import { afterEach, expect, test, vi } from 'vitest';

import { keepAwake } from './wake_lock';

const release = vi.fn(() => Promise.resolve());
const request = vi.fn(() => Promise.resolve({ release }));
const seen = (state: 'visible' | 'hidden') => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
};
const offer = () =>
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });

afterEach(() => {
  Reflect.deleteProperty(navigator, 'wakeLock');
  Reflect.deleteProperty(document, 'visibilityState');
  vi.clearAllMocks();
});

test('a phone without it dims as always', () => {
  expect(() => keepAwake()()).not.toThrow();
});

test('the screen stays lit from the first moment, again after a look elsewhere, and no longer than needed', async () => {
  offer();
  const end = keepAwake();
  expect(request).toHaveBeenCalledTimes(1);
  seen('hidden');
  expect(request).toHaveBeenCalledTimes(1);
  seen('visible');
  expect(request).toHaveBeenCalledTimes(2);
  await Promise.resolve();
  expect(release).not.toHaveBeenCalled();
  end();
  expect(release).toHaveBeenCalledOnce();
  seen('visible');
  expect(request).toHaveBeenCalledTimes(2);
});

test('a lock that comes after the end is given back at once', async () => {
  offer();
  keepAwake()();
  await vi.waitFor(() => expect(release).toHaveBeenCalledOnce());
});

test('a refusal changes nothing', async () => {
  offer();
  request.mockRejectedValueOnce(new Error('NotAllowedError'));
  const end = keepAwake();
  await Promise.resolve();
  expect(end).not.toThrow();
});
