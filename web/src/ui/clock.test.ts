import { expect, test } from 'vitest';

import { digits, face, left, signal, used, sizeOf } from './clock';

const rule = { limit_ms: 300_000, sign_before_ms: 60_000, bell_before_ms: 10_000 };
const running = { ...rule, used_ms: 30_000, running_since: 1_000_000 };

test('a running clock adds the time since it runs, a paused one does not', () => {
  expect(used(running, 1_040_000)).toBe(70_000);
  expect(used({ ...rule, used_ms: 30_000 }, 1_040_000)).toBe(30_000);
});

test('a device whose clock is behind takes nothing away', () => {
  expect(used(running, 900_000)).toBe(30_000);
});

test.each([
  [60_001, 'none'],
  [60_000, 'sign'],
  [10_001, 'sign'],
  [10_000, 'bell'],
  [0, 'bell'],
  [-1, 'overtime'],
] as const)('with %i ms left the signal is %s', (rest, expected) => {
  const clock = { ...rule, used_ms: rule.limit_ms - rest };
  expect(left(clock, 0)).toBe(rest);
  expect(signal(clock, 0)).toBe(expected);
});

test('a clock without a limit counts up, without signals', () => {
  const clock = { limit_ms: 0, sign_before_ms: 0, bell_before_ms: 0, used_ms: 61_500 };
  expect(face(clock, 0)).toEqual({ text: '1:01', signal: 'none' });
});

test('a countdown shows 0:00 only at the end, and overtime counts up from +0:00', () => {
  const at = (rest: number) => face({ ...rule, used_ms: rule.limit_ms - rest }, 0).text;
  expect(at(1)).toBe('0:01');
  expect(at(0)).toBe('0:00');
  expect(at(-1)).toBe('+0:00');
  expect(at(-61_000)).toBe('+1:01');
  expect(digits(3_661_000, 'down')).toBe('1:01:01');
});

test('a longer time is written smaller, and every time fits its place', () => {
  expect(sizeOf('4:05')).toBe(13);
  expect(sizeOf('12:05')).toBeLessThan(13);
  for (const text of ['0:00', '59:59', '+59:59', '10:00:00', '+10:00:00']) {
    const width = [...text].reduce((sum, one) => sum + (one === ':' ? 0.3 : 0.6), 0);
    expect(width * sizeOf(text)).toBeLessThanOrEqual(31.001);
    // A twelfth of the height of a 4 : 3 screen, where a rem is a hundredth of the width.
    expect(sizeOf(text)).toBeGreaterThanOrEqual(6.25);
  }
});
