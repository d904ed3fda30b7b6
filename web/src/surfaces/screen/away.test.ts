import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';

import App from './App.svelte';

afterEach(() => vi.unstubAllGlobals());

test('a screen that is loaded while the server restarts stays calm, and asks nobody for a password', async () => {
  const ask = vi.fn(() => Promise.resolve(new Response('', { status: 502 })));
  vi.stubGlobal('fetch', ask);
  render(App);
  await vi.waitFor(() => expect(ask).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.queryByLabelText('密码')).toBeNull();
  expect(screen.getByRole('status').textContent).toBe('质询台');
});
