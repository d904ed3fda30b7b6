import { expect, test } from 'vitest';

import { fraction, percentOf } from './figures';

test('a percentage is printed from the server’s hundredths, never rounded again', () => {
  expect(percentOf(8992)).toBe('89.92%');
  expect(percentOf(8997)).toBe('89.97%');
  expect(percentOf(9000)).toBe('90.00%');
  expect(percentOf(10_000)).toBe('100.00%');
  expect(percentOf(7)).toBe('0.07%');
});

test('a threshold is a percentage where it has one, else a fraction', () => {
  expect(fraction({ numerator: 9, denominator: 10 })).toBe('90%');
  expect(fraction({ numerator: 1, denominator: 8 })).toBe('12.5%');
  expect(fraction({ numerator: 2, denominator: 3 })).toBe('2/3');
});
