import { readFileSync } from 'node:fs';

import { beforeEach, expect, test, vi } from 'vitest';

import type { HallView } from '../../protocol/views';
import { toasts } from '../../ui/toasts.svelte';
import { Undo } from './undo.svelte';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.inquiry.json', 'utf8'),
) as HallView;

beforeEach(() => {
  vi.useFakeTimers();
  toasts.list = [];
});

function desk(done = true) {
  const plain = vi.fn(() => Promise.resolve(done));
  return { plain, undo: new Undo(plain, () => view) };
}

test('what was just done is taken back once, by a command of its own', async () => {
  const { plain, undo } = desk();
  await undo.act('approve_question', { question: 'q4' });
  expect(toasts.list.map(({ action }) => action?.text)).toEqual(['撤销']);
  await undo.take();
  await undo.take();
  expect(plain.mock.calls).toEqual([
    ['approve_question', { question: 'q4' }],
    ['reconsider_question', { question: 'q4' }],
  ]);
});

test('after five seconds there is nothing to take back', async () => {
  const { plain, undo } = desk();
  await undo.act('approve_question', { question: 'q4' });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(toasts.list).toEqual([]);
  await undo.take();
  expect(plain).toHaveBeenCalledOnce();
});

test('what was refused, or has no correction, offers nothing', async () => {
  const refused = desk(false);
  await refused.undo.act('approve_question', { question: 'q4' });
  const called = desk();
  await called.undo.act('call_question', { question: 'q4' });
  expect(toasts.list).toEqual([]);
});
