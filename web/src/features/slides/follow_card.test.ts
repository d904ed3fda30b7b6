import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import '../../i18n/slides';
import { language } from '../../i18n/catalogue.svelte';
import FollowCard from './FollowCard.svelte';

const draw = vi.hoisted(() => vi.fn());
vi.mock('./deck', () => ({
  openDeck: () =>
    Promise.resolve({ draw, text: () => Promise.resolve(''), close: () => undefined }),
}));

beforeEach(async () => {
  await language.ready();
  vi.useFakeTimers();
  // What is not laid out has no size.
  for (const side of ['clientWidth', 'clientHeight'] as const)
    vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(320);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('while a page cannot be drawn the whole file is offered, and no longer once it is drawn', async () => {
  draw.mockRejectedValue(new Error('torn'));
  const slides = { file: '汇报.pdf', sha256: 'a', pages: 2, page: 1 };
  render(FollowCard, { hearing: 'h01', slides });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(screen.queryByRole('link', { name: '下载 PDF' })).not.toBeNull();
  draw.mockImplementation(() => Promise.resolve(document.createElement('canvas')));
  await vi.advanceTimersByTimeAsync(15_000);
  expect(screen.getByRole('img').querySelector('canvas')).not.toBeNull();
  expect(screen.queryByRole('link', { name: '下载 PDF' })).toBeNull();
});
