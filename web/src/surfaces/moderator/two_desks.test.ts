// Two desks at once: nobody's words are lost without being seen.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';

import type { Session } from '../../connection/session';
import type { Part } from '../../features/session/part.svelte';
import { Drafts } from '../../hearing/drafts.svelte';
import type { HallView, Question } from '../../protocol/views';
import DeskPage from './DeskPage.svelte';
import NoteForm from './NoteForm.svelte';
import QuestionDialog from './QuestionDialog.svelte';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.inquiry.json', 'utf8'),
) as HallView;
const question = (id: string): Question => {
  const found = view.floor.questions[id];
  if (!found) throw new Error(`the example has no ${id}`);
  return found;
};
const withQuestion = (id: string, changes: Partial<Question>): HallView => ({
  ...view,
  floor: {
    ...view.floor,
    questions: { ...view.floor.questions, [id]: { ...question(id), ...changes } },
  },
});
const drafts = new Drafts({ hearing: 'h01', subject: 'anna', view: undefined });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, text: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: text } });

test('who edits a question that another changes meanwhile sees the other text before going over it', async () => {
  const act = vi.fn(() => Promise.resolve(true));
  const props = { work: { kind: 'edit', id: 'q4' } as const, view, act, drafts, onclose: vi.fn() };
  const { rerender } = render(QuestionDialog, { props });
  await type('问题文字', '排口的责任单位是谁？');
  expect(screen.queryByRole('alert')).toBeNull();

  await rerender({ ...props, view: withQuestion('q4', { text: '排口归谁管？' }) });
  expect(screen.getByRole('alert').textContent).toContain('排口归谁管？');
  const save = screen.getByRole<HTMLButtonElement>('button', { name: '保存' });
  expect(save.disabled).toBe(true);

  await press('以我的为准');
  await press('保存');
  expect(act).toHaveBeenCalledWith('edit_question', {
    question: 'q4',
    text: '排口的责任单位是谁？',
    units: question('q4').units,
    replaces: '排口归谁管？',
    replaces_units: question('q4').units,
  });
});

test('what is being written of a question outlasts the phase that another desk ends', async () => {
  const props = {
    hearing: 'h01',
    view,
    role: 'moderator' as const,
    act: vi.fn(() => Promise.resolve(true)),
    session: { subject: 'anna' } as Session,
    drafts,
    now: () => 0,
    offset: 0,
    more: { loaded: { QuestionDialog, ScreenPanel: () => undefined } } as unknown as Part<never>,
    next: createRawSnippet(() => ({ render: () => '<p></p>' })),
  };
  const { rerender } = render(DeskPage, { props });
  const row = screen.getByText(question('q4').text).closest('article');
  await fireEvent.click(within(row as HTMLElement).getByRole('button', { name: '编辑' }));
  await type('问题文字', '排口的责任单位是谁？');

  await rerender({ ...props, view: { ...view, phase: { name: 'ballot', since: 0 } } });
  expect(screen.queryByText('等候队列')).toBeNull();
  await press('保存');
  expect(props.act).toHaveBeenCalledWith(
    'edit_question',
    expect.objectContaining({ question: 'q4', text: '排口的责任单位是谁？' }),
  );
});

test('a note says what it replaces, and what somebody else has written meanwhile is shown', async () => {
  const act = vi.fn(() => Promise.resolve(false));
  const props = { id: 'q1', question: question('q1'), view, act, drafts };
  const { rerender } = render(NoteForm, { props });
  await type('记录答复要点', '年底之前。');
  await press('保存');
  const note = { question: 'q1', unit: 'u2', text: '年底之前。' };
  expect(act).toHaveBeenLastCalledWith('note_answer', { ...note, replaces: '' });

  await rerender({ ...props, question: { ...question('q1'), notes: { u2: '十月之前。' } } });
  expect(screen.getByRole('alert').textContent).toContain('十月之前。');
  await press('保存');
  expect(act).toHaveBeenLastCalledWith('note_answer', { ...note, replaces: '' });
  await press('以我的为准');
  await press('保存');
  expect(act).toHaveBeenLastCalledWith('note_answer', { ...note, replaces: '十月之前。' });
});
