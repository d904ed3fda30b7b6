import { expect, test } from 'vitest';

import { cardCode, cardNumber } from './typed_card';

test.each([
  ['k7m2', 'K7M2'],
  ['k7m29', 'K7M2-9'],
  ['K7M2-', 'K7M2'],
  [' k7m2 9qxt ', 'K7M2-9QXT'],
  ['Ｋ７ｍ２－９ｑｘｔ', 'K7M2-9QXT'],
  ['k7m2.9qxt.', 'K7M2-9QXT'],
  ['K7M2-9QXT5', 'K7M2-9QXT'],
  ['', ''],
])('a code typed as %j stands there as %j', (typed, shown) => {
  expect(cardCode(typed)).toBe(shown);
});

test('letters that look like digits become those digits', () => {
  expect(cardCode('oO0i-I1lL')).toBe('0001-1111');
});

test.each([
  [' a-0001 ', 'a-0001'],
  ['Ａ－０００１', 'A-0001'],
  ['A—0001', 'A-0001'],
  ['A_0001', 'A-0001'],
])('a card’s number typed as %j stands there as %j', (typed, shown) => {
  expect(cardNumber(typed)).toBe(shown);
});
