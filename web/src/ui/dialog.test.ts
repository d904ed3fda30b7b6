// A modal dialog makes the rest of the page inert: what is told meanwhile must not stand there.
import { render, screen, within } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';

import Dialog from './Dialog.svelte';
import { dismiss, tell, toasts } from './toasts.svelte';
import Toasts from './Toasts.svelte';

afterEach(() => {
  for (const { id } of toasts.list) dismiss(id);
});

const open = (title: string) =>
  render(Dialog, {
    props: {
      title,
      closeLabel: 'close',
      onclose: vi.fn(),
      children: createRawSnippet(() => ({ render: () => '<p>words</p>' })),
    },
  });
/** Told once, in a live region of this one alone. */
const isToldIn = (place: HTMLElement | null, text: string) => {
  const status = screen.getByText(text).closest('[role="status"]');
  return status?.closest('dialog') === place;
};

test('what is told while dialogs are open stands in the one opened last, and afterwards on the page', async () => {
  render(Toasts, { props: { closeLabel: 'close' } });
  tell('refused', 'bad');
  await vi.waitFor(() => expect(isToldIn(null, 'refused')).toBe(true));

  const first = open('first');
  await vi.waitFor(() =>
    expect(isToldIn(screen.getByRole('dialog', { name: 'first' }), 'refused')).toBe(true),
  );
  const second = open('second');
  const top = screen.getByRole('dialog', { name: 'second' });
  await vi.waitFor(() => expect(isToldIn(top, 'refused')).toBe(true));

  const press = vi.fn();
  tell('done', 'plain', { action: { text: 'undo', press } });
  const undo = await within(top).findByRole('button', { name: 'undo' });
  undo.click();
  expect(press).toHaveBeenCalledOnce();

  second.unmount();
  first.unmount();
  await vi.waitFor(() => expect(isToldIn(null, 'refused')).toBe(true));
});
