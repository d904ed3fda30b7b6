import { expect, test, vi } from 'vitest';

import { onKeys } from './keys';

const press = (keys: (event: KeyboardEvent) => void, key: string) =>
  keys(new KeyboardEvent('keydown', { key }));

test('a key does nothing again while what it did is under way, and other keys do', async () => {
  let done = (): void => undefined;
  const longer = vi.fn(() => new Promise<void>((resolve) => (done = resolve)));
  const shorter = vi.fn(() => Promise.resolve());
  const keys = onKeys({ '+': longer, '-': shorter });
  for (const key of ['+', '+', '-', '+']) press(keys, key);
  expect(longer).toHaveBeenCalledTimes(1);
  expect(shorter).toHaveBeenCalledTimes(1);
  done();
  await vi.waitFor(() => {
    press(keys, '+');
    expect(longer).toHaveBeenCalledTimes(2);
  });
});

test('a key whose work is done at once may be pressed again at once', () => {
  const next = vi.fn();
  const keys = onKeys({ j: next });
  press(keys, 'j');
  press(keys, 'j');
  expect(next).toHaveBeenCalledTimes(2);
});
