// What a phone's holder has begun stays, whatever the hearing does meanwhile.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';

import type { Outcome } from '../../connection/outbox';
import { Drafts } from '../../hearing/drafts.svelte';
import type { LiveHall } from '../../hearing/hearing.svelte';
import type { Command } from '../../protocol/messages';
import type { HallView, Me } from '../../protocol/views';
import { toasts } from '../../ui/toasts.svelte';
import AskTab from './AskTab.svelte';
import MineTab from './MineTab.svelte';
import { tellUnheard } from './refused';

const example = (name: string): unknown =>
  JSON.parse(readFileSync(`../schema/examples/valid/${name}.json`, 'utf8'));
const view = example('view.attendee.inquiry') as HallView;
const me = example('me.attendee') as Me;

let drafts: Drafts;
beforeEach(() => {
  localStorage.clear();
  toasts.list = [];
  drafts = new Drafts({ hearing: 'h01', subject: 'A-0001', view: undefined });
});

const type = (label: string, text: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
const value = (label: string) => screen.getByLabelText<HTMLTextAreaElement>(label).value;
const box = (label: string) => screen.getByLabelText<HTMLInputElement>(label);

function askTab(send = vi.fn<() => Promise<Outcome>>()) {
  const live = { waiting: [], drafts, send } as unknown as LiveHall;
  return render(AskTab, { props: { view, me, act: vi.fn(), live } });
}
const unit = view.campaign?.units.u2?.name ?? '';

test('a question that was begun keeps its words and whom it is put to, on another tab and after a reload', async () => {
  const first = askTab();
  await type('您的问题', '何时完工？');
  await fireEvent.click(box(unit));
  first.unmount();
  const second = askTab();
  expect([value('您的问题'), box(unit).checked]).toEqual(['何时完工？', true]);
  second.unmount();

  drafts = new Drafts({ hearing: 'h01', subject: 'A-0001', view: undefined });
  askTab();
  expect([value('您的问题'), box(unit).checked]).toEqual(['何时完工？', true]);
});

test('a question that was sent leaves nothing begun, and one that is refused comes back', async () => {
  let refuse = (): void => undefined;
  const answer = new Promise<Outcome>((resolve) => {
    refuse = () => resolve({ ok: false, code: 'phase_may_not' });
  });
  askTab(vi.fn(() => answer));
  await type('您的问题', '何时完工？');
  await fireEvent.click(box(unit));
  await fireEvent.click(screen.getByRole('button', { name: '提交问题' }));
  expect([value('您的问题'), box(unit).checked]).toEqual(['', false]);
  refuse();
  await vi.waitFor(() => expect(value('您的问题')).toBe('何时完工？'));
  expect(box(unit).checked).toBe(true);
});

function mineTab(act = vi.fn(() => Promise.resolve(true))) {
  const q1 = { ...me.questions?.q1, state: 'closed' };
  const props = { view: example('view.attendee.closed'), me: { ...me, questions: { q1 } } };
  return { act, ...render(MineTab, { props: { ...props, act, drafts } as never }) };
}

test('a correction of the minutes that was begun stays until it is confirmed, on another tab too', async () => {
  const first = mineTab();
  await fireEvent.click(screen.getByRole('button', { name: '确认纪要文字' }));
  expect(value('确认纪要文字')).toBe('河道整治的完成时间？');
  await type('确认纪要文字', '河道整治的完成时间是？');
  first.unmount();

  const { act } = mineTab();
  expect(value('确认纪要文字')).toBe('河道整治的完成时间是？');
  await fireEvent.click(screen.getByRole('button', { name: '确定' }));
  expect(act).toHaveBeenCalledWith('confirm_passage', {
    question: 'q1',
    text: '河道整治的完成时间是？',
  });
  await vi.waitFor(() => expect(drafts.of('passage.q1')).toBeUndefined());
});

test('a correction of the minutes that is too long for a message is not sent', async () => {
  const { act } = mineTab();
  await fireEvent.click(screen.getByRole('button', { name: '确认纪要文字' }));
  const send = screen.getByRole<HTMLButtonElement>('button', { name: '确定' });
  await type('确认纪要文字', '长'.repeat(501));
  expect(send.disabled).toBe(true);
  await fireEvent.click(send);
  expect(act).not.toHaveBeenCalled();
  await type('确认纪要文字', '长'.repeat(500));
  expect(send.disabled).toBe(false);
});

const refusal: Outcome = { ok: false, code: 'phase_may_not' };
const command = (name: string, body: object) => ({ id: '0'.repeat(26), name, body }) as Command;
const told = () => toasts.list.map(({ text }) => text).join();

test('a question that is refused after a reload is told and stands where it was written', () => {
  const asked = { text: '何时完工？', units: ['u2'] };
  tellUnheard(drafts, command('ask_question', asked), refusal);
  expect(told()).toContain('当前环节不能进行此操作。');
  askTab();
  expect([value('您的问题'), box(unit).checked]).toEqual(['何时完工？', true]);
});

test('a question that is refused while another is begun takes no place: its words are told', () => {
  const begun = { text: '谁负责？', units: [] };
  drafts.keep('question', begun);
  tellUnheard(drafts, command('ask_question', { text: '何时完工？', units: [] }), refusal);
  expect(drafts.of('question')).toEqual(begun);
  expect(told()).toContain('何时完工？');
});

test('a correction of the minutes is kept when it is refused after a reload', () => {
  drafts.keep('passage.q1', '何时完工？');
  const confirm = command('confirm_passage', { question: 'q1', text: '何时完工？' });
  tellUnheard(drafts, confirm, refusal);
  expect(told()).toContain('当前环节不能进行此操作。');
  expect(drafts.of('passage.q1')).toBe('何时完工？');
});
