// A phone in a dead zone: calm, complete, and with everything that was done in it.
import { readFileSync } from 'node:fs';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { silentMostMs } from '../connection/machine';
import type { HallView } from '../protocol/views';
import { Live } from './hearing.svelte';

const example = (name: string): unknown =>
  JSON.parse(readFileSync(`../schema/examples/valid/${name}.json`, 'utf8'));
const view = example('view.attendee.inquiry') as HallView;
const time = 1_767_258_600_000;

interface Sent {
  type: string;
  id?: string;
  name?: string;
  resume?: unknown;
}

let network: boolean;
let shown: HallView;
let answer: object;
let heard: Sent[];
let latest: FakeSocket | undefined;

/** A server that knows its clients' sockets only as long as there is a network. */
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
      if (!network) return this.onclose?.({ code: 1006 });
      this.readyState = FakeSocket.OPEN;
      this.onopen?.();
    }, 10);
  }

  send(text: string): void {
    if (!network) return;
    const message = JSON.parse(text) as Sent;
    heard.push(message);
    const say = (words: object) =>
      setTimeout(() => network && this.onmessage?.({ data: JSON.stringify(words) }), 10);
    if (message.type === 'hello') {
      const head = { hearing: 'h01', audience: 'attendee', role: 'attendee', subject: 'A-0001' };
      say({ type: 'welcome', protocol: 1, time, ...head });
      if (message.resume === undefined) {
        say({ type: 'view', epoch: 1, version: 7, time, view: shown });
      }
    }
    if (message.type === 'ping') say({ type: 'pong', t: 0, time });
    if (message.type === 'command') say({ ...answer, id: message.id });
  }

  close(): void {
    this.readyState = 3;
  }
}

let live: Live<HallView>;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  sessionStorage.clear();
  localStorage.clear();
  network = true;
  shown = view;
  answer = { type: 'ack', result: {} };
  heard = [];
  live = new Live<HallView>('h01', 'attendee', 'A-0001');
  live.start();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(live.status).toBe('live');
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('five minutes without a network lose nothing, and one question is asked once', async () => {
  network = false;
  const asked = live.send('ask_question', { text: '何时完工？', units: [] });
  live.drafts.keep('question', { text: '还没写完', units: ['u2'] });
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(live.away).toBe(true);
  expect(live.view).toEqual(view);
  expect(live.drafts.of('question')).toEqual({ text: '还没写完', units: ['u2'] });
  expect(live.waiting).toHaveLength(1);

  network = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(live.status).toBe('live');
  expect(live.away).toBe(false);
  expect(await asked).toEqual({ ok: true, result: {} });
  const commands = heard.filter(({ type }) => type === 'command');
  expect(new Set(commands.map(({ id }) => id)).size).toBe(1);
  expect(heard.filter(({ type }) => type === 'hello').at(-1)?.resume).toEqual({
    epoch: 1,
    version: 7,
  });
});

test('no banner frightens anybody before three seconds, and none at a short gap', async () => {
  network = false;
  let shownAfter: number | undefined;
  let lostAt: number | undefined;
  for (let ms = 0; ms < silentMostMs + 10_000 && shownAfter === undefined; ms += 100) {
    await vi.advanceTimersByTimeAsync(100);
    if (live.status !== 'live') lostAt ??= ms;
    if (live.away) shownAfter = ms - (lostAt ?? ms);
  }
  expect(shownAfter).toBeGreaterThanOrEqual(2_900);

  network = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(live.away).toBe(false);
  latest?.onclose?.({ code: 1006 });
  for (let ms = 0; ms < 2_500; ms += 100) {
    await vi.advanceTimersByTimeAsync(100);
    expect(live.away).toBe(false);
  }
  expect(live.status).toBe('live');
});

test('a draft survives a browser that wipes its storage while the page is open', () => {
  live.drafts.keep('passage.q7', '写到一半');
  localStorage.clear();
  expect(live.drafts.of('passage.q7')).toBe('写到一半');
});

test('what an earlier page sent in vain is told to the next one; what this page waits for, to whom it waits', async () => {
  network = false;
  const body = { text: '何时完工？', units: ['u2'] };
  void live.send('ask_question', body);
  live.stop();

  network = true;
  answer = { type: 'refusal', code: 'phase_may_not' };
  const unheard = vi.fn();
  live = new Live<HallView>('h01', 'attendee', 'A-0001', unheard);
  live.start();
  await vi.advanceTimersByTimeAsync(1_000);
  const refused = { ok: false, code: 'phase_may_not' };
  const command: unknown = expect.objectContaining({ name: 'ask_question', body });
  expect(unheard.mock.calls).toEqual([[command, refused]]);
  expect(live.waiting).toEqual([]);

  const asked = live.send('ask_question', body);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await asked).toEqual(refused);
  expect(unheard).toHaveBeenCalledTimes(1);
});

/** The tab is gone, and all that it alone had; the same phone opens the page again. */
async function openAnew(unheard = vi.fn()): Promise<typeof unheard> {
  live.stop();
  sessionStorage.clear();
  network = true;
  heard = [];
  live = new Live<HallView>('h01', 'attendee', 'A-0001', unheard);
  live.start();
  await vi.advanceTimersByTimeAsync(1_000);
  return unheard;
}
const asked = () => heard.filter(({ name }) => name === 'ask_question');

test('a question that waits when its tab is closed goes out from the next one by itself, once', async () => {
  network = false;
  void live.send('ask_question', { text: '何时完工？', units: [] });
  const id = live.waiting[0]?.id;
  await openAnew();
  expect(asked().map((command) => command.id)).toEqual([id]);
  expect(live.waiting).toEqual([]);
  await openAnew();
  expect(asked()).toEqual([]);
});

test('a question from a rehearsal is not asked in the hearing that has its name', async () => {
  network = false;
  void live.send('ask_question', { text: '试一试', units: [] });
  shown = { ...view, hearing: { ...view.hearing, vkey: 'rostrum/h01+00000000+another' } };
  const unheard = await openAnew();
  expect(asked()).toEqual([]);
  expect(live.waiting).toEqual([]);
  expect(Object.values(localStorage).join()).not.toContain('试一试');
  // Its words come back to where they were written: after a restore the same hearing has another record.
  const lost: unknown = expect.objectContaining({ body: { text: '试一试', units: [] } });
  expect(unheard.mock.calls).toEqual([[lost, { ok: false, code: 'record_is_another' }]]);
});

test('what somebody began in a rehearsal is not begun in the hearing that has its name', async () => {
  live.drafts.keep('answering', { question: 'q9', units: ['u2'] });
  await openAnew();
  expect(live.drafts.of('answering')).toEqual({ question: 'q9', units: ['u2'] });
  shown = { ...view, hearing: { ...view.hearing, vkey: 'rostrum/h01+00000000+another' } };
  await openAnew();
  expect(live.drafts.of('answering')).toBeUndefined();
});

test('a question waits for whom it is from: with another card in the same phone nobody asks it', async () => {
  network = false;
  void live.send('ask_question', { text: '何时完工？', units: [] });
  live.stop();
  network = true;
  live = new Live<HallView>('h01', 'attendee', 'A-0002');
  live.start();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked()).toEqual([]);
  await openAnew();
  expect(asked()).toHaveLength(1);
});

test('of two pages of one person both may send what waits, under one id, and then neither keeps it', async () => {
  network = false;
  const [first, socket] = [live, latest];
  const answered = first.send('ask_question', { text: '何时完工？', units: [] });
  network = true;
  const second = new Live<HallView>('h01', 'attendee', 'A-0001');
  second.start();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked()).toHaveLength(1);
  socket?.onclose?.({ code: 1006 });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked()).toHaveLength(2);
  expect(await answered).toEqual({ ok: true, result: {} });
  expect(new Set(asked().map(({ id }) => id)).size).toBe(1);
  expect([first.waiting, second.waiting]).toEqual([[], []]);
  expect(Object.values(localStorage).join()).not.toContain('何时完工');
  second.stop();
});
