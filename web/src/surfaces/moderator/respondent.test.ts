// Respondents come in by the desk's door and see what the hall sees: they turn their slides and note
// their answers, and nothing else is offered.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';

import { deskAudience } from '../../features/agenda/roles';
import Afterwards from '../../features/duties/Afterwards.svelte';
import { Drafts } from '../../hearing/drafts.svelte';
import type { HallView, PhaseName, Role } from '../../protocol/views';
import BallotTab from './BallotTab.svelte';
import DrawTab from './DrawTab.svelte';
import FloorTab from './FloorTab.svelte';
import QueuePanel from './QueuePanel.svelte';
import RunOfShow from './RunOfShow.svelte';
import SlidesPanel from './SlidesPanel.svelte';

const viewIn = (state: string) =>
  JSON.parse(
    readFileSync(`../schema/examples/valid/view.attendee.${state}.json`, 'utf8'),
  ) as HallView;
const at = (name: PhaseName): HallView => ({ ...viewIn('inquiry'), phase: { name, since: 0 } });
const act = vi.fn(() => Promise.resolve(true));
const role: Role = 'respondent';
const drafts = new Drafts({ hearing: 'h01', subject: 'r', view: undefined });
const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent.trim());
const words = () => document.body.textContent;
const run = (view: HallView, who: Role = role) =>
  render(RunOfShow, { props: { view, role: who, act, offset: 0 } });

beforeEach(() => act.mockClear());

test('the server shows the desk to all staff but respondents', () => {
  const follows = (['moderator', 'chair', 'teller', 'secretariat'] as const).map(deskAudience);
  expect(new Set(follows)).toEqual(new Set(['desk']));
  expect(deskAudience('respondent')).toBe('attendee');
});

test('in the report a respondent turns the slides, with the keys too', async () => {
  render(SlidesPanel, { props: { hearing: 'h01', view: at('report'), role, act } });
  // What it is shown with comes behind the desk's first page.
  const next = await screen.findByRole('button', { name: '下一页 →' }, { timeout: 60_000 });
  next.click();
  expect(act).toHaveBeenLastCalledWith('show_slide', { page: 4 });
  await fireEvent.keyDown(window, { key: 'ArrowLeft' });
  expect(act).toHaveBeenLastCalledWith('show_slide', { page: 2 });
});

test('who may not turn the slides sees them, and no buttons', async () => {
  render(SlidesPanel, { props: { hearing: 'h01', view: at('report'), role: 'teller', act } });
  await screen.findByText('第 3 / 20 页');
  await fireEvent.keyDown(window, { key: 'ArrowRight' });
  expect(buttons()).toEqual([]);
  expect(act).not.toHaveBeenCalled();
});

test('slides are uploaded until the report is over, by who may', async () => {
  render(SlidesPanel, { props: { hearing: 'h01', view: at('check_in'), role, act } });
  expect(await screen.findByLabelText('更换幻灯片')).toBeTruthy();
  render(SlidesPanel, { props: { hearing: 'h01', view: at('ballot'), role, act } });
  expect(screen.getAllByLabelText('更换幻灯片')).toHaveLength(1);
});

test.each(['draft', 'report', 'inquiry', 'ballot', 'result', 'closed'] as const)(
  'in %s a respondent runs nothing',
  (phase) => {
    run(at(phase));
    expect(buttons()).toEqual([]);
    expect(words()).not.toContain('下一步');
  },
);

test('the keys are explained to who may use them', () => {
  const { unmount } = run(at('inquiry'), 'teller');
  expect(buttons()).toEqual([]);
  unmount();
  run(at('inquiry'), 'moderator');
  expect(buttons().some((text) => text.startsWith('快捷键'))).toBe(true);
});

test('a respondent notes the answer of the turn, and reviews nothing', () => {
  render(FloorTab, { props: { view: viewIn('inquiry'), role, act, drafts, offset: 0 } });
  expect(screen.getByRole('textbox', { name: '记录答复要点' })).toBeTruthy();
  render(QueuePanel, { props: { view: viewIn('inquiry'), role, act, onwork: vi.fn() } });
  expect(buttons()).toEqual(['保存']);
  expect(words()).not.toContain('待审核');
});

test('a respondent notes an answer afterwards too', () => {
  render(QueuePanel, { props: { view: viewIn('closed'), role, act, onwork: vi.fn() } });
  expect(new Set(buttons())).toEqual(new Set(['记录答复要点']));
});

test.each(['draft', 'inquiry', 'ballot_open', 'ballot_closed', 'ballot_voided', 'closed'])(
  'the ballot in %s is only looked at, and nothing is made up that is not in the view',
  (state) => {
    render(BallotTab, { props: { view: viewIn(state), role, act, subject: 'rao', offset: 0 } });
    expect(buttons()).toEqual([]);
    expect(words()).not.toContain('均已领票');
    expect(words().trim()).not.toBe('');
  },
);

test('the draw is only looked at', () => {
  render(DrawTab, { props: { view: viewIn('draw_called'), role, act, offset: 0 } });
  expect(buttons()).toEqual([]);
  expect(words()).not.toContain('应抽');
});

test('what is owed afterwards is only looked at; the chair gives instructions', () => {
  const heading = createRawSnippet((text: () => string) => ({
    render: () => `<h2>${text()}</h2>`,
  }));
  const props = { view: viewIn('closed'), act, now: () => 0, heading };
  const { unmount } = render(Afterwards, { props: { ...props, role } });
  expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(2);
  expect(buttons()).toEqual([]);
  unmount();
  render(Afterwards, { props: { ...props, role: 'chair' } });
  expect(buttons()).toEqual(['提出要求']);
});
