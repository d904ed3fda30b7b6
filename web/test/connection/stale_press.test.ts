import { expect, test } from 'vitest';

import { command, hours, live, machine, outbox, refused, sent, welcome } from './stage';
import type { ServerMessage } from '../../src/protocol/messages';
import { staleAfterMs } from '../../src/connection/machine';
import type { Action } from '../../src/connection/machine';

const moderator: ServerMessage = { ...welcome, audience: 'desk', role: 'moderator' };

/** The desk is live, presses, and loses its network for so long. */
function deskAway(forMs: number, welcomed = moderator): Action[] {
  machine.start(1_000);
  machine.opened(1_000);
  machine.frame(1_000, welcomed);
  void outbox.add(command('one'), false, 2_000);
  machine.submit(command('one'));
  machine.closed(2_500, 1006);
  machine.tick(4_000);
  machine.opened(2_000 + forMs);
  return machine.frame(2_000 + forMs, welcomed);
}

test('a press of the desk is sent again after a blink of the network, under its id', () => {
  expect(sent(deskAway(staleAfterMs))).toMatchObject([{ type: 'command', id: 'one' }]);
});

test.each(['moderator', 'chair', 'teller', 'secretariat', 'respondent'] as const)(
  'a press of a %s that waited longer is not carried out later, on another question perhaps',
  (role) => {
    const welcomed = { ...moderator, role };
    const after = deskAway(staleAfterMs + 1, welcomed);
    expect(after.slice(1)).toEqual([refused('one', 'not_sent_in_time')]);
  },
);

test.each(['attendee', 'observer'] as const)(
  'what an %s does goes out by itself, however long the network was away',
  (role) => {
    expect(sent(deskAway(300_000, { ...welcome, role }))).toMatchObject([{ id: 'one' }]);
  },
);

test('what is kept goes out after any time, whoever said it', () => {
  void outbox.add(command('word'), true, 0);
  expect(sent(deskAway(300_000))).toMatchObject([{ id: 'word' }]);
});

test('a press that a busy server puts off is given up in time, with what the server said', () => {
  live();
  machine.frame(1_000, moderator);
  void outbox.add(command('one'), false, 2_000);
  const trouble = (code: 'busy' | 'storage_failed'): ServerMessage => ({
    type: 'error',
    code,
    detail: '',
    id: 'one',
  });
  machine.frame(2_100, trouble('busy'));
  expect(sent(machine.tick(5_000))).toMatchObject([{ id: 'one' }]);
  machine.frame(10_500, trouble('storage_failed'));
  const given = machine.tick(13_000).filter((action) => action.do === 'settle');
  expect(given).toEqual([refused('one', 'storage_failed')]);
});

test('a command for which a code was shown was asked for when it was shown', () => {
  live();
  machine.frame(1_000, moderator);
  void outbox.add(command('void'), false, 2_000);
  machine.again(60_000, 'void');
  machine.closed(61_000, 1006);
  machine.tick(63_000);
  machine.opened(63_001);
  expect(sent(machine.frame(63_002, moderator))).toMatchObject([{ id: 'void' }]);
});

test('a press is no younger because somebody set the clock back', () => {
  live(10 * hours);
  machine.frame(10 * hours, moderator);
  machine.tick(10 * hours);
  void outbox.add(command('one'), false, 10 * hours);
  machine.closed(10 * hours, 1006);
  machine.tick(8 * hours);
  machine.start(8 * hours + 20_000);
  machine.opened(8 * hours + 20_000);
  const after = machine.frame(8 * hours + 20_000, moderator);
  expect(after).toContainEqual(refused('one', 'not_sent_in_time'));
});
