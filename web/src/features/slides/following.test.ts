import { expect, test } from 'vitest';

import { Following } from './following.svelte';

function follow(page: number, pages: number) {
  const hall = { page, pages };
  return { hall, phone: new Following(() => hall) };
}

test('a phone shows the page that the hall sees', () => {
  const { hall, phone } = follow(3, 20);
  expect(phone.page).toBe(3);
  hall.page = 4;
  expect(phone.page).toBe(4);
  expect(phone.isLive).toBe(true);
});

test('who leafs stays on their page until they go back to the hall', () => {
  const { hall, phone } = follow(3, 20);
  phone.leaf(-1);
  hall.page = 9;
  expect(phone.page).toBe(2);
  expect(phone.isLive).toBe(false);
  phone.backToLive();
  expect(phone.page).toBe(9);
  expect(phone.isLive).toBe(true);
});

test('nobody leafs beyond the first page or the last', () => {
  const { phone } = follow(1, 2);
  phone.leaf(-1);
  expect(phone.page).toBe(1);
  phone.leaf(5);
  expect(phone.page).toBe(2);
});

test('who leafed stays within a shorter deck that takes the place of theirs', () => {
  const { hall, phone } = follow(1, 20);
  phone.leaf(18);
  hall.pages = 5;
  expect(phone.page).toBe(5);
});
