import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import Corner from './Corner.svelte';

beforeEach(async () => {
  vi.useFakeTimers();
  await language.set('zh');
});
afterEach(() => void vi.useRealTimers());

const isShown = () => screen.getByRole('button').closest('.corner')?.classList.contains('moved');

test('the switch is there for a while after the pointer moved', async () => {
  render(Corner);
  expect(isShown()).toBe(false);
  await fireEvent.pointerMove(window);
  expect(isShown()).toBe(true);
  vi.advanceTimersByTime(2_000);
  await fireEvent.pointerMove(window);
  vi.advanceTimersByTime(2_000);
  await tick();
  expect(isShown()).toBe(true);
  vi.advanceTimersByTime(1_000);
  await tick();
  expect(isShown()).toBe(false);
});

test.each(['l', 'L'])('the key %s changes the language, and the page remembers it', async (key) => {
  render(Corner);
  await fireEvent.keyDown(window, { key });
  expect(document.documentElement.lang).toBe('en');
  expect(localStorage.getItem('rostrum.locale')).toBe('en');
  expect(screen.getByRole('button').textContent.trim()).toBe('中文');
  await fireEvent.keyDown(window, { key });
  expect(document.documentElement.lang).toBe('zh-CN');
});

test('a key with a modifier is the browser’s', async () => {
  render(Corner);
  await fireEvent.keyDown(window, { key: 'l', ctrlKey: true });
  expect(language.locale).toBe('zh');
});
