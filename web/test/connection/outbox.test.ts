import { expect, test } from 'vitest';

import { command, kept, live, machine, outbox, storage } from './stage';
import type { Command } from '../../src/protocol/messages';
import { Outbox } from '../../src/connection/outbox';

test('an answer settles its command, and only its own', async () => {
  live();
  outbox.recall('record');
  const answer = outbox.add(command('one'), true, 0);
  expect(kept).toContain('one');
  expect(machine.frame(2_000, { type: 'ack', id: 'one', result: { question: 'q7' } })).toEqual([
    { do: 'settle', id: 'one', outcome: { ok: true, result: { question: 'q7' } } },
  ]);
  expect(outbox.settle('two', { ok: true, result: {} })).toBe(false);
  outbox.settle('one', { ok: false, code: 'hand_is_raised' });
  expect(await answer).toEqual({ ok: false, code: 'hand_is_raised' });
  expect(kept).toBeNull();
});

const ids = (commands: Command[]) => commands.map(({ id }) => id);

test('what was kept waits again after a reload, once it is known what hearing this is', () => {
  outbox.recall('record');
  void outbox.add(command('one'), true, 0);
  void outbox.add(command('two'), false, 0);
  const afterReload = new Outbox(storage, 'outbox');
  expect(afterReload.commands()).toEqual([]);
  expect(ids(afterReload.recall('record').left)).toEqual(['one']);
  expect(ids(afterReload.commands())).toEqual(['one']);
  expect(afterReload.recall('record').left).toEqual([]);
});

test('what is said before it is known what hearing this is, is kept as soon as it is', () => {
  void outbox.add(command('one'), true, 0);
  expect(kept).toBeNull();
  outbox.recall('record');
  expect(ids(new Outbox(storage, 'outbox').recall('record').left)).toEqual(['one']);
});

test('what was kept of another hearing by the same name is not sent in this one, and goes', () => {
  outbox.recall('rehearsal');
  void outbox.add(command('one'), true, 0);
  const today = new Outbox(storage, 'outbox');
  const { left, lost } = today.recall('record');
  expect(left).toEqual([]);
  // What was written in it is told, not forgotten without a word.
  expect(ids(lost)).toEqual(['one']);
  expect(kept).toBeNull();
});

test('two pages of one person keep what the other has said, and let go of what was answered', () => {
  const other = new Outbox(storage, 'outbox');
  for (const page of [outbox, other]) page.recall('record');
  void outbox.add(command('one'), true, 0);
  void other.add(command('two'), true, 0);
  expect(ids(new Outbox(storage, 'outbox').recall('record').left)).toEqual(['one', 'two']);
  outbox.settle('one', { ok: true, result: {} });
  expect(ids(new Outbox(storage, 'outbox').recall('record').left)).toEqual(['two']);
});

test.each(['{', 'null', '[]', '{"record":"record","commands":7}'])(
  'a spoilt storage is an empty one: %s',
  (text) => {
    storage.setItem('outbox', text);
    expect(new Outbox(storage, 'outbox').recall('record').left).toEqual([]);
  },
);
