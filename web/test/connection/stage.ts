// A connection's machine and what it keeps, as the tests of the folder connection begin with them.
import { beforeEach } from 'vitest';

import { Machine } from '../../src/connection/machine';
import type { Action, Greeting } from '../../src/connection/machine';
import { Outbox } from '../../src/connection/outbox';
import type { Command, ServerMessage } from '../../src/protocol/messages';

export let kept: string | null;
export const storage = {
  getItem: () => kept,
  setItem: (_key: string, text: string) => void (kept = text),
  removeItem: () => void (kept = null),
};
export let outbox: Outbox;
export let machine: Machine;
export let greeting: Greeting;

export function greetWith(change: Partial<Greeting>): void {
  greeting = { ...greeting, ...change };
}

export const command = (id: string): Command<'raise_hand'> => ({
  id,
  name: 'raise_hand',
  body: {},
});
export const welcome: Extract<ServerMessage, { type: 'welcome' }> = {
  type: 'welcome',
  protocol: 1,
  time: 5_000,
  hearing: 'h01',
  audience: 'attendee',
  role: 'attendee',
  subject: 'A-0001',
};
export const hours = 3_600_000;

export const refused = (id: string, code: string) => ({
  do: 'settle',
  id,
  outcome: { ok: false, code },
});
export const sent = (actions: Action[]) =>
  actions.flatMap((action) => (action.do === 'send' ? [action.message] : []));

beforeEach(() => {
  kept = null;
  outbox = new Outbox(storage, 'outbox');
  greeting = { hearing: 'h01', audience: 'attendee', nonce: 'n1' };
  machine = new Machine(
    () => greeting,
    outbox,
    () => 0.5,
  );
});

export function live(now = 1_000): void {
  machine.start(now);
  machine.opened(now);
  machine.frame(now, welcome);
}
