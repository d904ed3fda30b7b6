// The hall's screen stands for hours, and nobody is at its machine.
import { readFileSync } from 'node:fs';

import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Session } from '../../connection/session';
import { language } from '../../i18n/catalogue.svelte';
import type { HallView } from '../../protocol/views';
import Hall from './Hall.svelte';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.screen.draft.json', 'utf8'),
) as HallView;

/** Shows the hall; a newer page of the same session takes its place when a test says so. */
class FakeSocket {
  static readonly OPEN = 1;
  static latest: FakeSocket;
  readyState = FakeSocket.OPEN;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    FakeSocket.latest = this;
    setTimeout(() => this.onopen?.());
  }

  send(): void {
    const say = (message: object) => this.onmessage?.({ data: JSON.stringify(message) });
    const head = { hearing: 'h01', audience: 'screen', role: 'screen', subject: 'screen' };
    say({ type: 'welcome', protocol: 1, time: 0, ...head });
    say({ type: 'view', epoch: 1, version: 1, time: 0, view });
  }

  close = () => undefined;
}

const request = vi.fn(() => Promise.resolve({ release: () => Promise.resolve() }));

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'wakeLock');
  await language.set('zh');
});

async function show(): Promise<void> {
  const session = { subject: 'screen' } as Session;
  render(Hall, { props: { hearing: 'h01', session, onleave: vi.fn() } });
  // The scenes come behind the screen's first page.
  await screen.findByText('欢迎参加质询答辩会', {}, { timeout: 60_000 });
}

test('a screen stays lit', async () => {
  await show();
  expect(request).toHaveBeenCalledWith('screen');
});

test('a screen that has ended says at its foot that somebody has to go on by hand, and not that it is reconnecting', async () => {
  await show();
  FakeSocket.latest.onclose?.({ code: 4409 });
  const foot = screen.getByRole('contentinfo');
  await vi.waitFor(() => expect(foot.textContent).toContain('画面已停止更新：请移动鼠标继续'));
  expect(foot.textContent).not.toContain('正在恢复连接');
  await language.set('en');
  await vi.waitFor(() => expect(foot.textContent).toContain('Stopped: move the mouse to go on'));
});
