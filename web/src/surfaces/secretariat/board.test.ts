import { readFileSync } from 'node:fs';

import { render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import type { BoardLine, SeriesView, Verdict } from '../../protocol/views';
import Board from './Board.svelte';
import { boardRows, nextDue, stageOf } from './board';
import Comparison from './Comparison.svelte';
import { commonThreshold, countsOfOutcomes, inOrder } from './comparison';
import DutyBoard from './DutyBoard.svelte';
import { dutyCounts, dutyRows, whoOwes } from './duty_board';
import { KeptPlace } from './kept.svelte';
import { routeOf, searchOf } from './route';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.secretariat.closed.json', 'utf8'),
) as SeriesView;
const { h01: held, h02: planned } = view.hearings;
if (!held?.ballot?.verdict || !planned) throw new Error('the example has two hearings');

beforeEach(() => sessionStorage.clear());
afterEach(() => language.set('zh'));

function judged(verdict: Partial<Verdict>, changes: Partial<BoardLine> = {}): BoardLine {
  const ballot = structuredClone(held?.ballot);
  if (!held || !ballot?.verdict) throw new Error('the example is judged');
  return { ...held, ...changes, ballot: { ...ballot, verdict: { ...ballot.verdict, ...verdict } } };
}

const report = (
  unit: string,
  due: number,
  state: 'owed' | 'returned' | 'submitted' | 'accepted',
) => ({
  unit,
  responsible: '局长',
  questions: 2,
  due,
  state,
  overdue: false,
  round: state === 'returned' ? 2 : 1,
});
const owing: BoardLine = {
  ...held,
  duties: {
    owed: 1,
    submitted: 1,
    accepted: 1,
    returned: 1,
    overdue: 0,
    reports: {
      r1: report('水务局', 300, 'owed'),
      r2: report('海洋局', 100, 'accepted'),
      r3: report('水务局', 200, 'returned'),
      r4: report('环境局', 50, 'submitted'),
    },
  },
};

test('a row of the board says state, turnout, two decimals of the rate, verdict and duties', () => {
  render(Board, { props: { view, onopen: vi.fn() } });
  const [, first, second] = screen.getAllByRole('row');
  const text = (first?.textContent ?? '').replace(/\s+/g, ' ');
  for (const part of [
    '会议结束',
    '42 / 42',
    '97.61%',
    '68.29%',
    '未达到标准',
    '差 9 票',
    '待交 2',
  ]) {
    expect(text).toContain(part);
  }
  expect(second?.textContent).toContain('筹备');
});

test('a board without hearings teaches how they come about', async () => {
  await language.set('en');
  render(Board, { props: { view: { ...view, hearings: {} }, onopen: vi.fn() } });
  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.getByText('No hearing is planned yet.')).toBeTruthy();
  expect(screen.getAllByRole('listitem')).toHaveLength(3);
});

test('where somebody was on the board outlives the page', async () => {
  const first = render(Board, { props: { view, onopen: vi.fn() } });
  const field = screen.getByLabelText<HTMLInputElement>('查找会议');
  field.value = '科教';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await vi.waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(1));
  first.unmount();
  expect(new KeptPlace('board').place.text).toBe('科教');
  render(Board, { props: { view, onopen: vi.fn() } });
  expect(screen.getAllByRole('rowheader')[0]?.textContent).toContain('科教攻势质询会');
});

test('hearings stand in their order, and what is due next is the earliest that still has to come', () => {
  expect(boardRows({ b: planned, a: held }).map(({ id }) => id)).toEqual(['a', 'b']);
  expect([held, planned].map(stageOf)).toEqual(['closed', 'draft']);
  expect(stageOf({ ...held, phase: 'ballot' })).toBe('running');
  expect(nextDue(owing)).toBe(200);
  expect(nextDue(planned)).toBeUndefined();
});

test('duties stand by due date, what is done last, and it is said who owes most', () => {
  const rows = dutyRows({ h01: owing, h02: planned });
  expect(rows.map(({ id }) => id)).toEqual(['r4', 'r3', 'r1', 'r2']);
  expect(dutyCounts(rows)).toEqual({ open: 2, overdue: 0, submitted: 1 });
  expect(whoOwes(rows)).toEqual([{ unit: '水务局', count: 2 }]);
});

test('one press leaves the duties of one unit, and another opens its hearing', async () => {
  const onopen = vi.fn();
  render(DutyBoard, { props: { view: { ...view, hearings: { h01: owing } }, onopen } });
  expect(screen.getAllByRole('rowheader')).toHaveLength(4);
  const group = screen.getByRole('group', { name: '欠交单位' });
  within(group).getByRole('button', { name: '水务局 2' }).click();
  await vi.waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(2));
  expect(screen.getByRole('table').textContent).toContain('第 2 次提交');
  screen.getAllByRole('button', { name: '处理：水务局' })[0]?.click();
  expect(onopen).toHaveBeenCalledWith('h01');
});

test('a series in which nobody owes says when somebody would', () => {
  render(DutyBoard, { props: { view: { ...view, hearings: { h02: planned } }, onopen: vi.fn() } });
  expect(screen.getByText('目前没有书面报告责任。')).toBeTruthy();
});

test('hearings are compared by what their verdicts say, and a threshold is common or none', () => {
  const met = judged({ outcome: 'met', basis_points: 9500, votes_short: 0 });
  const other = structuredClone(met);
  if (other.ballot) other.ballot.threshold = { numerator: 2, denominator: 3 };
  const rows = boardRows({ h01: held, h02: planned, h03: { ...met, order: 3 } });
  expect(countsOfOutcomes(rows)).toEqual({ published: 2, met: 1, below: 1 });
  expect(inOrder(rows, 'rate').map(({ id }) => id)).toEqual(['h03', 'h01', 'h02']);
  expect(inOrder(rows, 'plan').map(({ id }) => id)).toEqual(['h01', 'h02', 'h03']);
  expect(commonThreshold(rows)).toBe('90%');
  expect(commonThreshold(boardRows({ h01: held, h03: other }))).toBeUndefined();
});

test('the chart draws each rate to its own scale, with its threshold, beside the same digits', () => {
  const { container } = render(Comparison, { props: { view, onopen: vi.fn() } });
  const figure = container.querySelector('figure');
  expect(figure?.textContent).toContain('68.29%');
  expect(figure?.querySelector('rect.bad[y]')?.getAttribute('width')).toBe('68.29%');
  expect(figure?.querySelector('.bars line:not(.grid)')?.getAttribute('x1')).toBe('90%');
  expect(figure?.textContent).toContain('结果尚未宣布');
  expect(screen.getByRole('table').textContent).toContain('68.29%');
});

test('the address names what is open, and no more than it must', () => {
  expect(searchOf(routeOf(''))).toBe('');
  expect(searchOf(routeOf('?view=duties'))).toBe('?view=duties');
  expect(searchOf(routeOf('?hearing=h01&tab=rules'))).toBe('?hearing=h01&tab=rules');
  expect(routeOf('?view=elsewhere').overview).toBe('board');
  expect(searchOf({ overview: 'board', tab: 'rules' })).toBe('');
});
