import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { retryMostMs } from '../../connection/backoff';
import CodePicture from './CodePicture.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const props = { src: '/api/v1/join.svg', alt: 'code', isLive: true };
const picture = () => screen.getByAltText<HTMLImageElement>('code');

/** Whether the browser asks for the picture anew. */
async function isAskedAgain(when: () => unknown): Promise<boolean> {
  const before = picture();
  await when();
  await tick();
  expect(picture().getAttribute('src')).toBe(props.src);
  return picture() !== before;
}
const longEnough = () => vi.advanceTimersByTimeAsync(retryMostMs);

test('a picture that did not come is asked for until it is there', async () => {
  render(CodePicture, { props });
  await fireEvent.error(picture());
  expect(await isAskedAgain(longEnough)).toBe(true);
  await fireEvent.error(picture());
  expect(await isAskedAgain(longEnough)).toBe(true);
  await fireEvent.load(picture());
  expect(await isAskedAgain(longEnough)).toBe(false);
});

test('it is asked for at once when the hall is heard again, unless it is there', async () => {
  const { rerender } = render(CodePicture, { props });
  await fireEvent.error(picture());
  await rerender({ ...props, isLive: false });
  expect(await isAskedAgain(() => rerender(props))).toBe(true);
  await rerender({ ...props, isLive: false });
  expect(await isAskedAgain(() => rerender(props))).toBe(false);
});
