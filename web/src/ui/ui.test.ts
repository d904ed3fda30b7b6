import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import BigClock from './BigClock.svelte';
import Button from './Button.svelte';
import Countdown from './Countdown.svelte';
import Select from './Select.svelte';
import { dismiss, tell, toasts } from './toasts.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const words = { sign: 'sign!', bell: 'bell!', overtime: 'over!', paused: 'paused!' };
const rule = { limit_ms: 60_000, sign_before_ms: 30_000, bell_before_ms: 5_000 };

test('a countdown follows the server’s clock and says what its colour says', async () => {
  vi.setSystemTime(1_000_000);
  render(Countdown, {
    props: {
      clock: { ...rule, used_ms: 0, running_since: 1_500_000 },
      offset: 500_000,
      label: 'clock',
      words,
    },
  });
  const timer = screen.getByRole('timer', { name: 'clock' });
  expect(timer.textContent).toContain('1:00');
  await vi.advanceTimersByTimeAsync(30_000);
  expect(timer.textContent).toContain('0:30');
  expect(timer.textContent).toContain('sign!');
  await vi.advanceTimersByTimeAsync(32_000);
  expect(timer.textContent).toContain('+0:02');
  expect(timer.textContent).toContain('over!');
});

test('a paused clock stands still and says so', async () => {
  render(Countdown, {
    props: { clock: { ...rule, used_ms: 1_000 }, offset: 0, label: 'c', words },
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(screen.getByRole('timer').textContent).toMatch(/0:59.*paused!/);
});

test('two options of one value are both there, as of two sheets of one name', () => {
  const sheet = { value: '名单', text: '名单' };
  render(Select, { props: { label: 'sheet', value: '名单', options: [sheet, sheet] } });
  expect(screen.getAllByRole('option')).toHaveLength(2);
  expect(screen.getByLabelText<HTMLSelectElement>('sheet').value).toBe('名单');
});

test('a button waits for what it started, and is not pressed twice', async () => {
  let finish = (): void => undefined;
  const onpress = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const children = createRawSnippet(() => ({ render: () => '<span>Go</span>' }));
  render(Button, { props: { onpress, children } });
  const button = screen.getByRole('button', { name: 'Go' });
  button.click();
  await vi.advanceTimersByTimeAsync(1);
  button.click();
  expect(onpress).toHaveBeenCalledTimes(1);
  expect(button.getAttribute('aria-busy')).toBe('true');
  finish();
  await vi.advanceTimersByTimeAsync(1);
  expect(button.getAttribute('aria-busy')).toBe('false');
});

test.each(['the button', 'the return key'])(
  'a form that is sent by %s waits for its answer, and is not sent twice',
  async (by) => {
    const form = document.body.appendChild(document.createElement('form'));
    let finish = (): void => undefined;
    const onpress = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const children = createRawSnippet(() => ({ render: () => '<span>Send</span>' }));
    render(Button, { target: form, props: { type: 'submit', onpress, children } });
    const button = screen.getByRole('button', { name: 'Send' });
    const send = async () => {
      if (by === 'the button') button.click();
      else form.requestSubmit();
      await vi.advanceTimersByTimeAsync(1);
    };
    await send();
    await send();
    expect(onpress).toHaveBeenCalledTimes(1);
    expect(button.getAttribute('aria-busy')).toBe('true');
    finish();
    await vi.advanceTimersByTimeAsync(1);
    expect(button.getAttribute('aria-busy')).toBe('false');
    await send();
    expect(onpress).toHaveBeenCalledTimes(2);
    form.remove();
  },
);

test('the same words are told once, and go away', async () => {
  tell('done', 'good');
  tell('done', 'good');
  tell('refused', 'bad');
  expect(toasts.list.map(({ text }) => text)).toEqual(['done', 'refused']);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(toasts.list.map(({ text }) => text)).toEqual(['refused']);
  for (const { id } of toasts.list) dismiss(id);
});

test('a hall’s clock says its signals, shows how much is left, and counts overtime up', async () => {
  vi.setSystemTime(1_000_000);
  const { container } = render(BigClock, {
    props: {
      clock: { ...rule, used_ms: 0, running_since: 1_000_000 },
      offset: 0,
      label: 'clock',
      words,
    },
  });
  const timer = screen.getByRole('timer', { name: 'clock' });
  const rest = () => container.querySelector<HTMLElement>('.rest')?.style.width;
  expect(rest()).toBe('100%');
  await vi.advanceTimersByTimeAsync(45_000);
  expect(timer.textContent).toMatch(/sign!.*0:15/);
  expect(rest()).toBe('25%');
  await vi.advanceTimersByTimeAsync(12_000);
  expect(timer.textContent).toMatch(/bell!.*0:03/);
  await vi.advanceTimersByTimeAsync(45_000);
  expect(timer.textContent).toMatch(/over!.*\+0:42/);
  expect(timer.classList).toContain('overtime');
});
