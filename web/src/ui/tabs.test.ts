import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import Tabs from './Tabs.svelte';

const tabs = (badge = 0) =>
  ['one', 'two', 'three'].map((id) => ({ id, text: id, ...(badge > 0 ? { badge } : {}) }));

const scrolledIntoView = vi.fn();

/** A bar of 100 pixels, and tabs of 60 beside each other. */
function rectOf(element: Element): Pick<DOMRect, 'left' | 'right'> {
  const bar = screen.getByRole('navigation');
  if (element === bar) return { left: 0, right: 100 };
  const left = [...bar.children].indexOf(element) * 60 - bar.scrollLeft;
  return { left, right: left + 60 };
}

beforeEach(() => {
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(scrolledIntoView);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    return rectOf(this) as DOMRect;
  });
});
afterEach(() => void vi.restoreAllMocks());

const at = () => screen.getByRole('navigation').scrollLeft;

test('the tab that is opened is seen whole', async () => {
  const props = { label: 'tabs', tabs: tabs(), current: 'one' };
  const { rerender } = render(Tabs, { props });
  expect(at()).toBe(0);
  await rerender({ ...props, current: 'three' });
  expect(at()).toBe(80);
  await rerender({ ...props, current: 'one' });
  expect(at()).toBe(0);
});

test('tabs that only say something new leave the bar where it was, and nothing ever moves the page', async () => {
  const props = { label: 'tabs', tabs: tabs(), current: 'three' };
  const { rerender } = render(Tabs, { props });
  screen.getByRole('navigation').scrollLeft = 10;
  await rerender({ ...props, tabs: tabs(7) });
  expect(screen.getAllByText('7')).toHaveLength(3);
  expect(at()).toBe(10);
  expect(scrolledIntoView).not.toHaveBeenCalled();
});
