// Who follows by the public link sees what the hall sees, and is offered only what the server accepts
// of an observer: written questions where the rules allow them, and to take them back.
import { readFileSync } from 'node:fs';

import { render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { Drafts } from '../../hearing/drafts.svelte';
import type { LiveHall } from '../../hearing/hearing.svelte';
import type { HallView, Me, MyQuestion, PhaseName } from '../../protocol/views';
import AskTab from './AskTab.svelte';
import BallotCard from './BallotCard.svelte';
import MineTab from './MineTab.svelte';
import { GivenNonces } from '../../features/draw/nonces';
import { Verification } from '../../features/draw/verification.svelte';
import NowTab from './NowTab.svelte';

const example = (name: string): unknown =>
  JSON.parse(readFileSync(`../schema/examples/valid/${name}.json`, 'utf8'));
const viewIn = (state: string) => example(`view.attendee.${state}`) as HallView;
const observer = example('me.observer') as Me;
const attendee = example('me.attendee') as Me;
const drafts = new Drafts({ hearing: 'h01', subject: 'o-1', view: undefined });
const live = {
  hearing: 'h01',
  subject: 'o-1',
  offset: 0,
  waiting: [],
  drafts,
  send: vi.fn(),
} as unknown as LiveHall;
const act = vi.fn();

const words = () => document.body.textContent;
const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent.trim());
const at = (name: PhaseName): HallView => ({ ...viewIn('inquiry'), phase: { name, since: 0 } });
const rulesWith = (observers_may_ask: boolean): HallView => {
  const view = viewIn('inquiry');
  return { ...view, rules: { ...view.rules, observers_may_ask } };
};
const mine = (changes: Partial<MyQuestion>): Me => {
  const question = observer.questions?.q4;
  if (!question) throw new Error('the example has a question');
  return { ...observer, questions: { q4: { ...question, ...changes } } };
};
const own = new Verification(
  live,
  new GivenNonces(live),
  vi.fn(),
  () => import('../../features/draw/checking'),
);
// Without the worker, which a test has none of.
const part = { BallotCard } as unknown as typeof import('./ballot_part');
const now = (view: HallView, me: Me) =>
  render(NowTab, {
    props: {
      hearing: 'h01',
      view,
      me,
      act,
      live,
      own,
      after: undefined,
      voting: { part, own: undefined },
      onask: vi.fn(),
    },
  });
const ask = (view: HallView, me: Me) => render(AskTab, { props: { view, me, act, live } });

test.each(['draft', 'inquiry', 'draw_called', 'ballot_open', 'ballot_closed', 'closed'])(
  'in %s an observer looks on: nothing to press',
  (state) => {
    now(viewIn(state), observer);
    expect(buttons()).toEqual([]);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(words()).not.toMatch(/签到后|举手、|抽签范围内|您没有|您的选择/);
  },
);

test('an observer sees the turnout and the rule of an open ballot, and that others vote', () => {
  now(viewIn('ballot_open'), observer);
  expect(words()).toContain('与会代表正在投票。');
  expect(words()).toContain('已投 20 / 41');
  expect(words()).toContain('测评规则');
});

test('an attendee votes on the same page', () => {
  now(viewIn('ballot_open'), attendee);
  expect(buttons()).toContain('满意');
  expect(words()).toContain('保密投票');
});

test('an observer is told of written questions only where the rules allow them', () => {
  const first = now(rulesWith(true), observer);
  expect(words()).toContain('可以书面提问。');
  first.unmount();
  now(rulesWith(false), observer);
  expect(words()).not.toContain('提问。');
});

test('an observer’s question has the floor, not the observer', () => {
  const view = viewIn('inquiry');
  const question = view.floor.questions.q4;
  if (!question) throw new Error('the example has a question of an observer');
  const questions = { ...view.floor.questions, q4: { ...question, state: 'speaking' as const } };
  now({ ...view, floor: { ...view.floor, questions } }, observer);
  expect(words()).toContain('正在讨论您的问题');
  expect(words()).not.toContain('轮到您发言');
});

test('an observer writes without checking in, and neither raises a hand nor supports', () => {
  ask(rulesWith(true), observer);
  expect(screen.getByRole('textbox', { name: '您的问题' })).toBeTruthy();
  expect(buttons()).toEqual(['提交问题']);
  expect(words()).not.toMatch(/签到后|附议与您/);
});

test('where the rules do not allow it, an observer reads the questions of others', () => {
  ask(rulesWith(false), observer);
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(buttons()).toEqual([]);
  expect(words()).toContain('大家的提问');
});

test('an attendee who is there raises a hand and supports', () => {
  ask(rulesWith(false), attendee);
  expect(buttons()).toEqual(['举手发言', '提交问题', '附议', '附议']);
});

test.each([
  ['inquiry', ['撤回']],
  ['ballot', []],
] as const)('in %s an observer’s waiting question can be: %s', (phase, expected) => {
  render(MineTab, { props: { view: at(phase), me: observer, act, drafts } });
  expect(buttons()).toEqual(expected);
});

test('an observer reads the answer, and does not judge it', () => {
  const me = mine({ state: 'closed', notes: { u1: '由区里管。' } });
  render(MineTab, { props: { view: at('result'), me, act, drafts } });
  expect(words()).toContain('由区里管。');
  expect(words()).not.toContain('您的评价');
  expect(buttons()).toEqual([]);
});

test.each([
  ['inquiry', ['满意', '部分满意', '不满意']],
  ['result', ['满意', '部分满意', '不满意', '确认纪要文字']],
] as const)('in %s an attendee does with an answer: %s', (phase, expected) => {
  const me = { ...mine({ state: 'closed' }), role: 'attendee' };
  render(MineTab, { props: { view: at(phase), me, act, drafts } });
  expect(buttons()).toEqual(expected);
});
