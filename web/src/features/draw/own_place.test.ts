import { cleanup, render } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import type { Me } from '../../protocol/views';
import OwnPlace from './OwnPlace.svelte';

afterEach(async () => {
  cleanup();
  await language.set('zh');
});

function said(place: Pick<Me, 'draw_pool'> = {}): string {
  cleanup();
  render(OwnPlace, { props: { draw: 'd2', me: { role: 'attendee', id: 'A-1', ...place } } });
  return document.body.textContent.trim();
}
const line = {
  draw: 'd2',
  in_pool: true,
  contributed: false,
  checked_inputs: false,
  checked_seed: false,
  weight: 1,
};
const inPool = { draw_pool: line };
const outOfPool = { draw_pool: { ...line, in_pool: false, weight: 0, reason: 'spoken' as const } };

test('everybody sees with what weight they may be drawn, or why not', async () => {
  expect(said(inPool)).toBe('您在本次抽签范围内，权重 1。');
  expect(said(outOfPool)).toBe('您不在本次抽签范围内：已发言。');
  await language.set('en');
  expect(said(inPool)).toBe('You are in the pool of this draw, with weight\u00a01.');
  expect(said(outOfPool)).toBe('You are not in the pool of this draw: has spoken.');
});

test('who checked in after the pool was published is not told to be in it', () => {
  expect(said()).toContain('尚未签到');
  // Their phone may have given its chance all the same.
  const { weight: _weight, ...late } = line;
  expect(said({ draw_pool: { ...late, in_pool: false, contributed: true } })).toContain('尚未签到');
});

test('nothing is said of a draw from the pool of another', () => {
  expect(said({ draw_pool: { ...line, draw: 'd1' } })).toBe('');
});
