import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import Corner from './Corner.svelte';
import { pinned } from './pin.svelte';
import { theme } from './theme.svelte';

beforeEach(async () => {
  vi.useFakeTimers();
  await language.set('zh');
  localStorage.clear();
  history.replaceState(null, '', '/screen');
});
afterEach(() => void vi.useRealTimers());

const isShown = () => screen.getByRole('combobox').closest('.corner')?.classList.contains('moved');

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
  expect(screen.getByRole('button', { name: '中文' })).toBeTruthy();
  await fireEvent.keyDown(window, { key });
  expect(document.documentElement.lang).toBe('zh-CN');
});

test('a key with a modifier is the browser’s', async () => {
  render(Corner);
  await fireEvent.keyDown(window, { key: 'l', ctrlKey: true });
  expect(language.locale).toBe('zh');
});

const isDark = () => document.documentElement.dataset.theme === 'dark';

test('a hall is dark, and the key t or the button makes it light for good', async () => {
  theme.begin();
  expect(isDark()).toBe(true);
  render(Corner);
  await fireEvent.keyDown(window, { key: 't' });
  expect(isDark()).toBe(false);
  theme.begin();
  expect(isDark()).toBe(false);
  await fireEvent.click(screen.getByRole('button', { name: '深色' }));
  expect(isDark()).toBe(true);
});

test('the address chooses the theme over what the device remembers', () => {
  theme.set('dark');
  history.replaceState(null, '', '/screen?theme=light');
  theme.begin();
  expect(isDark()).toBe(false);
  history.replaceState(null, '', '/screen?theme=pink');
  theme.begin();
  expect(isDark()).toBe(true);
});

test('the device’s own wish counts where the address asks for it', () => {
  history.replaceState(null, '', '/screen?theme=system');
  for (const matches of [true, false]) {
    vi.stubGlobal('matchMedia', () => ({ matches }));
    theme.begin();
    expect(isDark()).toBe(matches);
  }
  vi.unstubAllGlobals();
});

test('a scene that is chosen stands in the address, and following takes it out again', async () => {
  history.replaceState(null, '', '/screen?lang=zh');
  render(Corner);
  const choice = screen.getByRole('combobox', { name: '本屏显示' });
  await fireEvent.change(choice, { target: { value: 'scoreboard' } });
  expect(pinned.on).toBe('scoreboard');
  expect(location.search).toBe('?lang=zh&scene=scoreboard');
  await fireEvent.change(choice, { target: { value: '' } });
  expect(pinned.on).toBeUndefined();
  expect(location.search).toBe('?lang=zh');
});
