import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';

import App from './App.svelte';

const session = { role: 'secretariat', subject: 'anna', name: '安娜', nonce: 'n1', hearings: [] };

/** Of a session that the server has ended: somebody else has logged in by another page of this browser. */
class EndedSocket {
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    setTimeout(() => this.onclose?.({ code: 4401 }));
  }
  close = () => undefined;
}

afterEach(() => vi.unstubAllGlobals());

/** What was asked of the server meanwhile. */
function openEndedOffice(): string[] {
  const asked: string[] = [];
  vi.stubGlobal('WebSocket', EndedSocket);
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    return Promise.resolve(Response.json(session));
  });
  render(App);
  return asked;
}

test('an office that knows no city yet tells who somebody is without a gap', async () => {
  openEndedOffice();
  const line = await screen.findByText(/安娜/);
  expect(line.textContent.replace(/\s+/g, ' ').trim()).toBe('秘书处 · 安娜');
});

test('whoever leaves the office whose login has ended does not log out who has logged in since', async () => {
  const asked = openEndedOffice();
  await fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(screen.getByLabelText('密码')).toBeTruthy();
  expect(asked).toEqual(['/api/v1/session']);
});
