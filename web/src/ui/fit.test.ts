import { expect, test } from 'vitest';

import { largest } from './fit';

const sizes = [9, 7, 5, 3, 2, 1];

test.each([9, 7, 5, 3, 2, 1])('of the sizes that fit, the largest is taken: %d', (limit) => {
  expect(largest(sizes, (size) => size <= limit)).toBe(limit);
});

test('where nothing fits, the smallest is taken', () => {
  expect(largest(sizes, () => false)).toBe(1);
  expect(largest([4], () => false)).toBe(4);
});

test('a text is laid out as rarely as it can be', () => {
  let asked = 0;
  largest(sizes, (size) => {
    asked += 1;
    return size <= 3;
  });
  expect(asked).toBeLessThanOrEqual(3);
});
