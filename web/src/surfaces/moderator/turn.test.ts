// A turn on the desk: what was ticked and typed belongs to its question, whatever happens meanwhile.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';

import { Drafts } from '../../hearing/drafts.svelte';
import { merge } from '../../hearing/merge';
import type { HallView } from '../../protocol/views';
import DrawTab from './DrawTab.svelte';
import FloorTab from './FloorTab.svelte';
import NextStep from './NextStep.svelte';

const example = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.inquiry.json', 'utf8'),
) as HallView;
/** As a patch leaves it: what did not change is the same object. */
const patched = (view: HallView, turn: object) => merge(view, { floor: { turn } }) as HallView;
const asked = patched(example, { stage: 'question', answering: [] });

let drafts: Drafts;
const act = vi.fn(() => Promise.resolve(true));
beforeEach(() => {
  localStorage.clear();
  act.mockClear();
  drafts = new Drafts({ hearing: 'h01', subject: 'mod', view: undefined });
});

const props = (view: HallView) => ({ view, role: 'moderator' as const, act, drafts, offset: 0 });
const box = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const note = () => screen.getByLabelText<HTMLTextAreaElement>('记录答复要点');

test('who is ticked to answer stays so while the turn changes, and is nobody for the next question', async () => {
  const { rerender } = render(FloorTab, { props: props(asked) });
  await fireEvent.click(box('海洋局'));
  await rerender(props(patched(asked, { clock: { used_ms: 5_000, running_since: null } })));
  await rerender(props(JSON.parse(JSON.stringify(asked)) as HallView));
  expect(box('海洋局').checked).toBe(true);
  await rerender(props(patched(asked, { question: 'q4' })));
  expect(box('海洋局').checked).toBe(false);
});

test('the large button and its key begin the answer with the units ticked in the panel', async () => {
  render(FloorTab, { props: props(asked) });
  const more = { send: vi.fn(), OpenBallotDialog: undefined, CloseBallotDialog: undefined };
  render(NextStep, { props: { ...props(asked), ...more } });
  await fireEvent.click(box('生态环境局'));
  await fireEvent.click(box('海洋局'));
  await fireEvent.keyDown(window, { key: 'n' });
  const { question } = asked.floor.turn ?? {};
  expect(act).toHaveBeenCalledWith('start_answer', { question, units: ['u1', 'u3'] });
  // Once it has begun nobody is ticked for what comes after it.
  await vi.waitFor(() => expect(drafts.of('answering')).toBeUndefined());
});

test('every step and clock of a turn names the question that the page shows', async () => {
  const question = example.floor.turn?.question;
  render(FloorTab, { props: props(example) });
  for (const key of ['f', 'p', '+']) await fireEvent.keyDown(window, { key });
  await fireEvent.click(screen.getByRole('button', { name: '结束本题' }));
  await fireEvent.click(screen.getByRole('button', { name: '−1 分钟' }));
  expect(act.mock.calls).toHaveLength(5);
  for (const [, body] of act.mock.calls as unknown as [string, object][]) {
    expect(body).toMatchObject({ question });
  }
});

test('a draw is answered for the person whom the page shows as called', async () => {
  const called = JSON.parse(
    readFileSync('../schema/examples/valid/view.desk.draw_called.json', 'utf8'),
  ) as HallView;
  render(DrawTab, { props: { view: called, role: 'moderator', act, offset: 0 } });
  await fireEvent.click(screen.getByRole('button', { name: '代为应答：放弃' }));
  expect(act).toHaveBeenCalledWith('answer_draw_for', {
    draw: called.draw?.draw,
    participant: called.draw?.person?.id,
    accept: false,
  });
});

test('a note that was begun stays with its question while the hearing goes on, and through a reload', async () => {
  const first = render(FloorTab, { props: props(example) });
  await fireEvent.input(note(), { target: { value: '年底之前。' } });
  await first.rerender(props(patched(example, { question: 'q4', answering: ['u2'] })));
  expect(note().value).toBe('');
  await fireEvent.input(note(), { target: { value: '归区里管。' } });
  await fireEvent.click(screen.getByRole('button', { name: '保存' }));
  const saved = { question: 'q4', unit: 'u2', text: '归区里管。', replaces: '' };
  expect(act).toHaveBeenCalledWith('note_answer', saved);
  first.unmount();

  drafts = new Drafts({ hearing: 'h01', subject: 'mod', view: undefined });
  render(FloorTab, { props: props(example) });
  expect(note().value).toBe('年底之前。');
});

test('a note stays before the eyes of who types it, whoever is said to answer meanwhile', async () => {
  const { rerender } = render(FloorTab, { props: props(patched(asked, { answering: ['u1'] })) });
  await fireEvent.input(note(), { target: { value: '年底之前。' } });
  await rerender(props(patched(asked, { stage: 'answer', answering: ['u3'] })));
  expect(note().value).toBe('年底之前。');
});
