import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { HallView } from '../../protocol/views';
import { correction } from './correction';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.inquiry.json', 'utf8'),
) as HallView;
const [waitingId, waiting] = Object.entries(view.floor.questions).find(
  ([, question]) => question.state === 'waiting' && question.kind === 'written',
) ?? ['', undefined];
if (!waiting) throw new Error('the example has a written question that waits');
const question = waitingId;

test('an approval is taken back by another review', () => {
  expect(correction(view, ['approve_question', { question }])).toEqual([
    ['reconsider_question', { question }],
  ]);
});

test('a question returned from its queue comes back to its place', () => {
  const position = waiting.position ?? -1;
  for (const order of [
    ['return_question', { question, reason: '重复' }],
    ['merge_question', { question, into: 'q1' }],
  ] as const) {
    expect(correction(view, [...order])).toEqual([
      ['reconsider_question', { question }],
      ['approve_question', { question }],
      ['move_question', { question, position }],
    ]);
  }
});

test('an edit is taken back unless somebody has edited meanwhile', () => {
  const edit = { question, text: '新的文字', units: ['u1'] };
  expect(correction(view, ['edit_question', edit])).toEqual([
    [
      'edit_question',
      {
        question,
        text: waiting.text,
        units: waiting.units,
        replaces: edit.text,
        replaces_units: edit.units,
      },
    ],
  ]);
});

test('what moved goes back, and what ran on is stopped', () => {
  const { position } = waiting;
  expect(correction(view, ['move_question', { question, position: 7 }])).toEqual([
    ['move_question', { question, position }],
  ]);
  expect(correction(view, ['extend_clock', { clock: 'speech', by_ms: 60_000 }])).toEqual([
    ['extend_clock', { clock: 'speech', by_ms: -60_000 }],
  ]);
  expect(correction(view, ['pause_clock', { clock: 'phase' }])).toEqual([
    ['resume_clock', { clock: 'phase' }],
  ]);
  expect(correction(view, ['mark_absent', { participant: 'A-0001' }])).toEqual([
    ['mark_present', { participant: 'A-0001' }],
  ]);
});

test('what the hall has seen is not taken back', () => {
  expect(correction(view, ['call_question', { question }])).toEqual([]);
  expect(correction(view, ['close_ballot', { ballot: 'b1' }])).toEqual([]);
});
