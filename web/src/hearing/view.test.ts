import { readFileSync, readdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { decode } from '../protocol/decode';
import type { ServerMessage } from '../protocol/messages';
import { merge } from './merge';
import { nothingKnown, position, reduce } from './view';
import type { Known } from './view';

const examples = '../schema/examples/valid';
const texts = readdirSync(examples)
  .filter((name) => name.startsWith('server.'))
  .map((name) => [name, readFileSync(`${examples}/${name}`, 'utf8')] as const);

interface View {
  a?: number;
  deep?: { b?: number; c?: number };
}

const whole = (version: number, view: View, epoch = 1): ServerMessage =>
  ({ type: 'view', epoch, version, time: 0, view }) as unknown as ServerMessage;
const patch = (version: number, change: object): ServerMessage => ({
  type: 'patch',
  version,
  time: 0,
  patch: change,
});
const after = (...messages: ServerMessage[]): Known<View> =>
  messages.reduce((known, message) => reduce(known, message), nothingKnown<View>());

describe('the schema’s examples', () => {
  test.each(texts)('%s is understood', (_, text) => {
    const message = decode(text);
    expect(message).toBeDefined();
    if (message) expect(reduce(nothingKnown<View>(), message).gap).toBe(false);
  });
  test('a whole view is taken as it is', () => {
    const message = decode(readFileSync(`${examples}/server.view.json`, 'utf8'));
    if (message?.type !== 'view') throw new Error('not a view');
    const known = reduce(nothingKnown<unknown>(), message);
    expect(known.view).toEqual(message.view);
    expect(position(known)).toEqual({ epoch: message.epoch, version: message.version });
  });
});

test('what is not a message of ours is not understood', () => {
  for (const text of [
    '',
    '[]',
    'null',
    '{"type":"gossip"}',
    '{"type":"ack"}',
    '{"type":"toString"}',
  ]) {
    expect(decode(text)).toBeUndefined();
  }
});

test('patches follow each other', () => {
  const known = after(
    whole(4, { a: 1, deep: { b: 2 } }),
    patch(5, { a: 7 }),
    patch(6, { deep: { b: null, c: 3 } }),
  );
  expect(known.view).toEqual({ a: 7, deep: { c: 3 } });
  expect(known.version).toBe(6);
});

test('a patch already seen is ignored', () => {
  const known = after(whole(4, { a: 1 }), patch(4, { a: 9 }), patch(3, { a: 9 }));
  expect(known.view).toEqual({ a: 1 });
  expect(known.gap).toBe(false);
});

test('a missing version is a gap: nothing is guessed, and nothing is resumed from', () => {
  const known = after(whole(4, { a: 1 }), patch(6, { a: 9 }));
  expect(known.gap).toBe(true);
  expect(known.view).toEqual({ a: 1 });
  expect(position(known)).toBeUndefined();
  expect(reduce(known, whole(9, { a: 5 })).gap).toBe(false);
});

test('a patch before any view changes nothing', () => {
  expect(after(patch(1, { a: 1 })).view).toBeUndefined();
});

test('a view of a new epoch replaces everything', () => {
  const known = after(whole(40, { a: 1 }), whole(1, { a: 2 }, 2), patch(2, { a: 3 }));
  expect(known.view).toEqual({ a: 3 });
  expect(known.epoch).toBe(2);
});

test('a patch keeps what it does not touch, as the same object', () => {
  const view = { a: 1, deep: { b: 2 } };
  const merged = merge(view, { a: 3 }) as View;
  expect(merged.deep).toBe(view.deep);
  expect(view.a).toBe(1);
});

test('RFC 7396: null removes, lists are replaced, and a patch may build what was not there', () => {
  expect(merge({ a: 'b' }, { a: null })).toEqual({});
  expect(merge({ a: ['b'] }, { a: ['c', 'd'] })).toEqual({ a: ['c', 'd'] });
  expect(merge({ a: 'c' }, { a: { bb: { ccc: null } } })).toEqual({ a: { bb: {} } });
  expect(merge(['a'], { b: 1 })).toEqual({ b: 1 });
});
