// The page of one hearing has a connection of its own beside the board's.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { HallView, SeriesView } from '../../protocol/views';
import HearingDetails from './HearingDetails.svelte';
import { IssuedCards } from './issued_cards.svelte';

const example = (name: string): unknown =>
  JSON.parse(readFileSync(`../schema/examples/valid/${name}.json`, 'utf8'));
const view = example('view.desk.draft') as HallView;
const [line] = Object.values((example('view.secretariat.draft') as SeriesView).hearings);
if (!line) throw new Error('the example has no hearing');

let hasNetwork: boolean;
let latest: FakeSocket;

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
    if ((JSON.parse(text) as { type: string }).type !== 'hello') return;
    const say = (message: object) => this.onmessage?.({ data: JSON.stringify(message) });
    const head = { hearing: 'h01', audience: 'desk', role: 'secretariat', subject: 'anna' };
    say({ type: 'welcome', protocol: 1, time: 0, ...head });
    say({ type: 'view', epoch: 1, version: 1, time: 0, view });
  }

  close = () => undefined;
}

const props = {
  id: 'h01',
  line,
  subject: 'anna',
  tab: undefined,
  isOfficeAway: false,
  issued: new IssuedCards(),
  ontab: vi.fn(),
  onback: vi.fn(),
  onleave: vi.fn(),
};
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const people = () => screen.queryByRole('table');

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  hasNetwork = true;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a hearing whose connection has ended says so instead of taking what nobody will hear, and goes on when asked', async () => {
  render(HearingDetails, props);
  await passes(100);
  expect(people()).not.toBeNull();

  latest.onclose?.({ code: 4409 });
  await passes(100);
  expect(screen.getByRole('alert').textContent).toContain('已在另一个窗口');
  expect(people()).toBeNull();

  await fireEvent.click(screen.getByRole('button', { name: '在此页面继续' }));
  await passes(100);
  expect(screen.queryByRole('alert')).toBeNull();
  expect(people()).not.toBeNull();
});

test('whoever is no longer logged in leaves from a hearing as from the board', async () => {
  render(HearingDetails, props);
  await passes(100);
  latest.onclose?.({ code: 4401 });
  await passes(100);
  await fireEvent.click(screen.getByRole('button', { name: '重试' }));
  expect(props.onleave).toHaveBeenCalledOnce();
});

test('a hearing that is out of reach says so, unless the whole office is and says it already', async () => {
  const { rerender } = render(HearingDetails, props);
  await passes(100);
  hasNetwork = false;
  latest.onclose?.({ code: 1006 });
  await passes(5_000);
  const away = screen.getByText('正在重新连接…');
  expect(away.parentElement?.textContent).toContain('超过 10 秒');
  await rerender({ ...props, isOfficeAway: true });
  expect(screen.queryByText('正在重新连接…')).toBeNull();
});
