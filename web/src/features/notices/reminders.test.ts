import { readFileSync } from 'node:fs';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { deviceStorage } from '../../connection/storage';
import type { HallView, Me } from '../../protocol/views';
import { Reminders, urgentThings } from './reminders.svelte';

const example = (name: string): unknown =>
  JSON.parse(readFileSync(`../schema/examples/valid/${name}.json`, 'utf8'));
const vibrate = vi.fn();

beforeEach(() => {
  vibrate.mockClear();
  Object.defineProperty(navigator, 'vibrate', { value: vibrate, configurable: true });
});
afterEach(() => deviceStorage.removeItem('rostrum.reminders'));

function allowed(): Reminders {
  const reminders = new Reminders();
  reminders.allow(true);
  vibrate.mockClear();
  return reminders;
}

test('a phone whose holder has not allowed it stays silent', () => {
  const reminders = new Reminders();
  reminders.follow([]);
  reminders.follow(['b1']);
  expect(vibrate).not.toHaveBeenCalled();
});

test('to allow it lets one feel it, and the phone remembers', () => {
  new Reminders().allow(true);
  expect(vibrate).toHaveBeenCalledOnce();
  expect(new Reminders().allowed).toBe(true);
  new Reminders().allow(false);
  expect(new Reminders().allowed).toBe(false);
});

test('what is new is told once; what was there when the page opened is no news', () => {
  const reminders = allowed();
  reminders.follow(['b1']);
  reminders.follow(['b1']);
  expect(vibrate).not.toHaveBeenCalled();
  reminders.follow(['b1', 'd2']);
  reminders.follow(['d2']);
  reminders.follow(['b1', 'd2']);
  expect(vibrate).toHaveBeenCalledOnce();
});

test('an open ballot is urgent for those who vote, a draw for who is drawn, a turn for who has it', () => {
  const me = example('me.attendee') as Me;
  const open = example('view.attendee.ballot_open') as HallView;
  expect(urgentThings(open, me)).toEqual([open.ballot?.ballot]);
  expect(urgentThings(open, { ...me, may_vote: false })).toEqual([]);
  expect(urgentThings(example('view.attendee.ballot_closed') as HallView, me)).toEqual([]);

  const drawn = example('me.attendee.drawn') as Me;
  const called = example('view.attendee.draw_called') as HallView;
  expect(urgentThings(called, drawn)).toContain(drawn.draw?.draw);

  const inquiry = example('view.attendee.inquiry') as HallView;
  expect(urgentThings(inquiry, me)).toEqual([inquiry.floor.turn?.question]);
  expect(urgentThings(inquiry, example('me.observer') as Me)).toEqual([]);
});
