import { expect, test } from 'vitest';

import { command, greetWith, hours, live, machine, outbox, refused, sent, welcome } from './stage';
import type { ServerMessage } from '../../src/protocol/messages';
import { pingEveryMs, probeMs, silentMostMs } from '../../src/connection/machine';
import { ulid } from '../../src/connection/ulid';

test('says hello first, with the version to resume from', () => {
  expect(machine.start(0)).toEqual([{ do: 'open' }]);
  greetWith({ resume: { epoch: 2, version: 7 } });
  expect(sent(machine.opened(1))).toEqual([
    {
      type: 'hello',
      protocol: 1,
      hearing: 'h01',
      audience: 'attendee',
      nonce: 'n1',
      resume: { epoch: 2, version: 7 },
    },
  ]);
});

test('sends nothing before the welcome, and then everything unanswered, under its first id', () => {
  void outbox.add(command('one'), false, 0);
  machine.start(0);
  machine.opened(1);
  expect(machine.submit(command('one'))).toEqual([]);
  expect(sent(machine.frame(2, welcome))).toMatchObject([{ type: 'command', id: 'one' }]);
  machine.closed(3, 1006);
  machine.tick(60_000);
  machine.opened(60_001);
  expect(sent(machine.frame(60_002, welcome))).toMatchObject([{ type: 'command', id: 'one' }]);
});

test('a busy server gets the same command again, later', () => {
  live();
  void outbox.add(command('one'), false, 0);
  const busy: ServerMessage = { type: 'error', code: 'busy', detail: '', id: 'one' };
  expect(machine.frame(2_000, busy)).toEqual([]);
  expect(sent(machine.tick(2_500))).toEqual([]);
  expect(sent(machine.tick(5_000))).toMatchObject([{ type: 'command', id: 'one' }]);
  expect(sent(machine.tick(9_000))).toEqual([]);
});

test('what somebody wishes later is not overtaken by what the server put off before', () => {
  live();
  const wish = (id: string) => {
    void outbox.add(command(id), false, 2_000);
    return sent(machine.submit(command(id)));
  };
  const refuses = (id: string, now: number) =>
    machine.frame(now, { type: 'error', code: 'too_fast', detail: '', id });
  const instants = () => outbox.list().map(({ again }) => again?.at);
  wish('not satisfied');
  refuses('not satisfied', 2_000);
  expect(wish('satisfied')).toEqual([]);
  expect(instants()).toEqual([4_250, 4_250]);
  expect(sent(machine.tick(4_300))).toMatchObject([{ id: 'not satisfied' }, { id: 'satisfied' }]);

  // Both are put off again, each with its own chance: they keep their order.
  refuses('not satisfied', 4_400);
  refuses('satisfied', 4_300);
  expect(instants()).toEqual([6_650, 6_650]);
  // What is of another kind goes at once.
  const other = { id: 'other', name: 'check_in' as const, body: {} };
  void outbox.add(other, false, 4_500);
  expect(sent(machine.submit(other))).toMatchObject([{ id: 'other' }]);
});

test('an error about a command ends it', () => {
  live();
  void outbox.add(command('one'), false, 0);
  const error: ServerMessage = { type: 'error', code: 'wrong_shape', detail: '', id: 'one' };
  expect(machine.frame(2_000, error)).toEqual([
    { do: 'settle', id: 'one', outcome: { ok: false, code: 'wrong_shape' } },
  ]);
});

test('reconnects after half a second, doubling up to fifteen, half of it by chance', () => {
  const delays: number[] = [];
  machine.start(0);
  let now = 0;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    machine.closed(now, 1006);
    const from = now;
    while (machine.status === 'waiting') {
      now += 5;
      machine.tick(now);
    }
    delays.push(now - from);
  }
  expect(delays).toEqual([375, 750, 1500, 3000, 6000, 11_250, 11_250, 11_250]);
});

test('after two handshakes that failed, asks whether the session is still there', () => {
  machine.start(0);
  expect(machine.closed(1, 1006)).toEqual([]);
  machine.tick(10_000);
  expect(machine.closed(10_001, 1006)).toEqual([{ do: 'ask_session' }]);
});

const wrongNonce: ServerMessage = { type: 'error', code: 'wrong_nonce', detail: '' };

test('a nonce of another session is asked for anew, and then hello is said again', () => {
  machine.start(0);
  machine.opened(1);
  expect(machine.frame(2, wrongNonce)).toEqual([{ do: 'ask_session' }]);
  greetWith({ nonce: 'n2' });
  expect(sent(machine.resync())).toMatchObject([{ type: 'hello', nonce: 'n2' }]);
  machine.frame(3, welcome);
  expect(machine.status).toBe('live');
});

test('a page that is told twice on a connection that its nonce is wrong has lost its session', () => {
  machine.start(0);
  machine.opened(1);
  machine.frame(2, wrongNonce);
  expect(machine.frame(3, wrongNonce)).toEqual([{ do: 'close' }]);
  expect(machine.end).toBe('no_session');
});

const stepUpNeeded: ServerMessage = {
  type: 'error',
  code: 'step_up_needed',
  detail: '',
  id: 'void',
};

test('a command that needs a one-time code waits for it and goes again under its first id', () => {
  live();
  void outbox.add(command('void'), false, 0);
  machine.submit(command('void'));
  expect(machine.frame(2_000, stepUpNeeded)).toEqual([{ do: 'ask_code', id: 'void' }]);
  expect(outbox.has('void')).toBe(true);
  expect(sent(machine.again(60_000, 'void'))).toMatchObject([{ type: 'command', id: 'void' }]);
});

test('a command answered while its code was asked for is not sent again', () => {
  live();
  expect(machine.again(2_000, 'void')).toEqual([]);
});

test.each([
  [4400, 'not_the_protocol'],
  [4401, 'no_session'],
  [4403, 'card_reissued'],
  [4409, 'replaced'],
] as const)('close code %i ends it: %s', (code, reason) => {
  live();
  machine.closed(2_000, code);
  expect(machine.status).toBe('ended');
  expect(machine.end).toBe(reason);
  expect(machine.tick(1e9)).toEqual([]);
});

test('a connection that took over can be taken back', () => {
  live();
  machine.closed(2_000, 4409);
  expect(machine.start(3_000)).toEqual([{ do: 'open' }]);
});

test('a hearing that is not there ends it', () => {
  live();
  machine.frame(2_000, { type: 'error', code: 'unknown_hearing', detail: '' });
  expect(machine.end).toBe('unknown_hearing');
});

test('a message that is too large is given up, or it would be sent for ever', () => {
  live();
  void outbox.add(command('one'), false, 0);
  expect(machine.closed(2_000, 1009)).toEqual([
    { do: 'settle', id: 'one', outcome: { ok: false, code: 'message_too_large' } },
  ]);
  expect(machine.status).toBe('waiting');
});

test('of several that wait, the largest is the one that was too large: the others go on', () => {
  live();
  void outbox.add(command('small'), true, 0);
  const passage = { question: 'q1', text: '长'.repeat(5_000) };
  void outbox.add({ id: 'large', name: 'confirm_passage', body: passage }, true, 0);
  void outbox.add(command('later'), true, 0);
  expect(machine.closed(2_000, 1009)).toEqual([refused('large', 'message_too_large')]);
});

test('pings every twenty seconds, and takes a long silence for the end', () => {
  live(0);
  expect(sent(machine.tick(pingEveryMs - 1))).toEqual([]);
  expect(sent(machine.tick(pingEveryMs))).toMatchObject([{ type: 'ping' }]);
  expect(machine.tick(silentMostMs + 1)).toEqual([{ do: 'close' }]);
  expect(machine.status).toBe('waiting');
});

test('after waking, a connection has to prove itself within seconds', () => {
  live(0);
  expect(sent(machine.wake(1_000))).toMatchObject([{ type: 'ping' }]);
  expect(machine.tick(1_000 + probeMs + 1)).toEqual([{ do: 'close' }]);
  machine.tick(60_000);
  machine.opened(60_001);
  machine.frame(60_002, welcome);
  machine.wake(61_000);
  machine.frame(61_500, { type: 'pong', t: 61_000, time: 65_500 });
  expect(machine.tick(61_000 + probeMs + 1)).toEqual([]);
});

test('waking ends the waiting', () => {
  machine.start(0);
  machine.closed(1, 1006);
  expect(machine.wake(2)).toEqual([{ do: 'open' }]);
});

test('the server’s clock is the best sample, and follows when a clock is set', () => {
  live(1_000);
  expect(machine.clock.offset).toBe(4_000);
  machine.frame(2_000, { type: 'patch', version: 2, time: 1_000, patch: {} });
  expect(machine.clock.offset).toBe(4_000);
  machine.frame(3_000, { type: 'pong', t: 2_900, time: 7_100 });
  expect(machine.clock.offset).toBe(4_150);
  machine.frame(4_000, { type: 'pong', t: 4_000, time: 4_000 });
  expect(machine.clock.offset).toBe(0);
});

test('a clock that is set back by hours delays neither the next try nor the notice of a dead line', () => {
  machine.start(10 * hours);
  machine.tick(10 * hours);
  machine.closed(10 * hours, 1006);
  machine.tick(8 * hours);
  expect(machine.tick(8 * hours + 1_000)).toEqual([{ do: 'open' }]);

  machine.opened(8 * hours + 1_001);
  machine.frame(8 * hours + 1_002, welcome);
  machine.tick(8 * hours + 1_003);
  expect(sent(machine.tick(2 * hours))).toMatchObject([{ type: 'ping' }]);
  expect(machine.tick(2 * hours + silentMostMs + 10)).toEqual([{ do: 'close' }]);
});

test('a clock that is set, by hours in either direction, is known at the next answer', () => {
  live(10 * hours);
  machine.tick(10 * hours);
  for (const now of [2 * hours, 20 * hours]) {
    expect(sent(machine.tick(now)).length + (now > 10 * hours ? 1 : 0)).toBe(1);
    machine.frame(now, { type: 'pong', t: now, time: 5_000 });
    expect(machine.clock.offset).toBe(5_000 - now);
  }
});

test('ids are ULIDs: 26 characters that sort by time', () => {
  const zero = new Uint8Array(10);
  const ones = new Uint8Array(10).fill(255);
  expect(ulid(0, zero)).toBe('0'.repeat(26));
  expect(ulid(281_474_976_710_655, ones)).toBe(`7${'Z'.repeat(25)}`);
  expect(ulid(1_469_918_176_385, zero).slice(0, 10)).toBe('01ARYZ6S41');
  expect(ulid(1, ones) < ulid(2, zero)).toBe(true);
});
