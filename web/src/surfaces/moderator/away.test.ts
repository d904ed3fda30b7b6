// A desk whose network is gone says what becomes of what is pressed meanwhile.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { alsoSay } from '../../i18n/refusals';
import { staffCodes } from '../../i18n/staff_codes';
import { toasts } from '../../ui/toasts.svelte';
import Desk from './Desk.svelte';

alsoSay(staffCodes);

const view: unknown = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.inquiry.json', 'utf8'),
);

let hasNetwork: boolean;
let latest: FakeSocket;
const heard: { type: string; name?: string }[] = [];

class FakeSocket {
  static readonly OPEN = 1;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a test closes it from outside
    latest = this;
    setTimeout(() => {
      if (!hasNetwork) return this.onclose?.({ code: 1006 });
      this.readyState = FakeSocket.OPEN;
      this.onopen?.();
    });
  }

  send(text: string): void {
    if (!hasNetwork) return;
    const message = JSON.parse(text) as (typeof heard)[number];
    heard.push(message);
    if (message.type !== 'hello') return;
    const say = (words: object) => this.onmessage?.({ data: JSON.stringify(words) });
    const head = { hearing: 'h01', audience: 'desk', role: 'moderator', subject: 'anna' };
    say({ type: 'welcome', protocol: 1, time: Date.now(), ...head });
    say({ type: 'view', epoch: 1, version: 1, time: Date.now(), view });
  }

  close = () => undefined;
}

const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const commands = () => heard.filter(({ type }) => type === 'command').map(({ name }) => name);
const toldNow = () => toasts.list.map(({ text }) => text).join();

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  hasNetwork = true;
  heard.length = 0;
  toasts.list = [];
  const session = { role: 'moderator', subject: 'anna', name: '安娜', nonce: 'n1', hearings: [] };
  const leave = { onchange: vi.fn(), onlogout: vi.fn(), onleave: vi.fn() };
  render(Desk, { hearing: 'h01', session: session as never, ...leave });
  await passes(100);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a desk that is away says from when on what is pressed is not sent any more', async () => {
  hasNetwork = false;
  latest.onclose?.({ code: 1006 });
  await passes(5_000);
  expect(screen.getByText('正在重新连接…').parentElement?.textContent).toContain('超过 10 秒');
});

test('what was pressed in a dead network minutes ago is told and not done, and may be pressed again', async () => {
  const minuteMore = () => fireEvent.keyDown(window, { key: '+' });
  hasNetwork = false;
  await minuteMore();
  latest.onclose?.({ code: 1006 });
  await passes(180_000);
  hasNetwork = true;
  dispatchEvent(new Event('online'));
  await passes(1_000);
  expect(commands()).toEqual([]);
  expect(toldNow()).toContain('可能已执行，也可能没有');
  await minuteMore();
  expect(commands()).toEqual(['extend_clock']);
});

test('impatience in a blink of the network gives the speaker one minute and not five', async () => {
  hasNetwork = false;
  for (let times = 0; times < 5; times += 1) await fireEvent.keyDown(window, { key: '+' });
  latest.onclose?.({ code: 1006 });
  hasNetwork = true;
  await passes(5_000);
  expect(commands()).toEqual(['extend_clock']);
});
