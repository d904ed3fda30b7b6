import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';

import App from './App.svelte';

const session = {
  role: 'moderator',
  subject: 'anna',
  name: '安娜',
  nonce: 'n1',
  hearings: [{ id: 'h01', title: '蓝色海湾攻势质询会' }],
};

/** Of a session that the server has ended: somebody else has logged in by another page of this browser. */
class EndedSocket {
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    setTimeout(() => this.onclose?.({ code: 4401 }));
  }
  close = () => undefined;
}

afterEach(() => vi.unstubAllGlobals());

test('whoever leaves the desk whose login has ended does not log out who has logged in since', async () => {
  const asked: string[] = [];
  vi.stubGlobal('WebSocket', EndedSocket);
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    return Promise.resolve(Response.json(session));
  });
  render(App);
  await fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(screen.getByLabelText('密码')).toBeTruthy();
  expect(asked).toEqual(['/api/v1/session']);
});
