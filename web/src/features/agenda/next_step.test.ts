import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { Ballot, HallView, PhaseName } from '../../protocol/views';
import { nextStep } from './next_step';

const desk = (name: string) =>
  JSON.parse(readFileSync(`../schema/examples/valid/view.desk.${name}.json`, 'utf8')) as HallView;

const inPhase = (name: PhaseName, changes: Partial<HallView> = {}): HallView => {
  const { ballot: _ballot, draw: _draw, ...rest } = desk('draft');
  return { ...rest, phase: { name, since: 0 }, ...changes };
};

const keyOf = (view: HallView) => {
  const next = nextStep(view, undefined);
  return 'waitFor' in next ? `wait: ${next.waitFor}` : next.key;
};

test.each([
  ['draft', 'start_check_in'],
  ['check_in', 'start_report'],
  ['report', 'start_inquiry'],
  ['inquiry', 'open_draw'],
  ['ballot', 'lock_rule'],
  ['result', 'close_hearing'],
  ['closed', 'wait: over'],
] as const)('in %s, with nothing done yet: %s', (phase, key) => {
  expect(keyOf(inPhase(phase))).toBe(key);
});

test('a turn on the floor goes from question to answer to the end', () => {
  const view = desk('inquiry');
  const turn = view.floor.turn;
  if (!turn) throw new Error('the example has a turn');
  const at = (stage: typeof turn.stage) =>
    keyOf({ ...view, floor: { ...view.floor, turn: { ...turn, stage } } });
  expect([at('question'), at('answer'), at('follow_up')]).toEqual([
    'start_answer',
    'close_question',
    'start_answer',
  ]);
});

test('the answer is begun with the units ticked for this question, and no other', () => {
  const view = desk('inquiry');
  const turn = view.floor.turn;
  if (!turn) throw new Error('the example has a turn');
  const asked: HallView = {
    ...view,
    floor: { ...view.floor, turn: { ...turn, stage: 'question' } },
  };
  const units = ['u1', 'u3'];
  expect(nextStep(asked, { question: turn.question, units })).toMatchObject({ body: { units } });
  expect(nextStep(asked, { question: 'q0', units })).toMatchObject({ body: { units: [] } });
});

test('a draw that was called waits for the person', () => {
  expect(keyOf(desk('draw_called'))).toBe('wait: drawn_to_answer');
});

test('a draw goes from the pool to the call', () => {
  const view = desk('draw_called');
  const draw = view.draw;
  if (!draw) throw new Error('the example has a draw');
  const at = (state: typeof draw.state) => keyOf({ ...view, draw: { ...draw, state } });
  expect(
    (['opened', 'collecting', 'frozen', 'revealed', 'drawn'] as const).map((state) => at(state)),
  ).toEqual(['collect_nonces', 'wait: nonces', 'wait: dice', 'wait: slow_step', 'call_drawn']);
});

test('the chance of the phones is collected only once the pool has stood', () => {
  const view = desk('draw_called');
  if (!view.draw) throw new Error('the example has a draw');
  const next = nextStep(
    { ...view, draw: { ...view.draw, state: 'opened', collect_from: 5_000 } },
    undefined,
  );
  expect(next).toMatchObject({ key: 'collect_nonces', from: 5_000 });
});

test('a draw after one that led to nobody waits for its reason', () => {
  const view = desk('draw_called');
  if (!view.draw) throw new Error('the example has a draw');
  const { next: _next, turn: _turn, ...floor } = view.floor;
  for (const state of ['declined', 'absent', 'voided'] as const) {
    expect(keyOf({ ...view, floor, draw: { ...view.draw, state } })).toBe('wait: redraw');
  }
});

test('the proposed next is called before anything else', () => {
  const view = desk('inquiry');
  const { turn: _turn, ...floor } = view.floor;
  const { draw: _draw, ...rest } = view;
  expect(keyOf({ ...rest, floor })).toBe('call_next');
});

test('a ballot is secret unless the desk decides otherwise', () => {
  const ballot = desk('ballot_closed').ballot;
  if (!ballot) throw new Error('the example has a ballot');
  const next = nextStep(inPhase('ballot', { ballot: { ...ballot, state: 'locked' } }), undefined);
  expect(next).toMatchObject({ key: 'open_ballot', body: { mode: 'secret' } });
});

test('the ballot is locked, opened, closed, signed by two, published', () => {
  const example = desk('ballot_closed').ballot;
  if (!example) throw new Error('the example has a ballot');
  const key = (phase: PhaseName, changes: Partial<Ballot>) =>
    keyOf(inPhase(phase, { ballot: { ...example, ...changes } }));
  expect(key('ballot', { state: 'locked' })).toBe('open_ballot');
  expect(key('ballot', { state: 'open' })).toBe('close_ballot');
  expect(key('ballot', { state: 'closing' })).toBe('wait: votes');
  expect(key('ballot', { state: 'closed' })).toBe('to_result');
  expect(key('ballot', { state: 'voided' })).toBe('lock_rule');
  expect(key('result', { state: 'closed', signatures: ['t1'] })).toBe('wait: signatures');
  expect(key('result', { state: 'closed', signatures: ['t1', 't2'] })).toBe('publish');
  const counts = example.counts;
  if (!counts) throw new Error('the example has counts');
  expect(key('result', { state: 'closed', counts: { ...counts, paper_state: 'differs' } })).toBe(
    'wait: paper',
  );
});

test('the required draw is done once the person drawn has had the floor, not when they accept', () => {
  const view = desk('draw_called');
  const { draw } = view;
  if (!draw) throw new Error('the example has a draw');
  const [question] = Object.values(desk('inquiry').floor.questions);
  if (!question) throw new Error('the example has questions');
  const { next: _next, turn: _turn, ...floor } = view.floor;
  const when = (state: typeof question.state) =>
    keyOf({
      ...view,
      draw: { ...draw, state: 'accepted' },
      floor: { ...floor, questions: { q1: { ...question, queue: 'drawn', state } } },
    });
  expect([when('withdrawn'), when('closed')]).toEqual(['wait: redraw', 'to_ballot']);
});
