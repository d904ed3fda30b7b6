// Planning: the server takes a known id for a change of that hearing's plan.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { alsoSay } from '../../i18n/refusals';
import { staffCodes } from '../../i18n/staff_codes';
import type { BoardLine, SeriesView } from '../../protocol/views';
import PlanForm from './PlanForm.svelte';

const { hearings } = JSON.parse(
  readFileSync('../schema/examples/valid/view.secretariat.draft.json', 'utf8'),
) as SeriesView;
const [line] = Object.values(hearings);
if (!line) throw new Error('the example has no hearing');
const of = (...ids: string[]): Record<string, BoardLine> =>
  Object.fromEntries(ids.map((id) => [id, line]));

const sent: { id: string; title: string }[] = [];

alsoSay(staffCodes);
beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    sent.push(JSON.parse(init.body as string) as (typeof sent)[number]);
    return Promise.resolve(Response.json({}));
  });
});
afterEach(() => vi.unstubAllGlobals());

const field = () => screen.getByLabelText<HTMLInputElement>('编号');
const type = (label: string, text: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
const plan = () => fireEvent.submit(screen.getByRole('button', { name: '安排会议' }));

test('no hearing is planned over another one, nor over one that appeared while the form was open', async () => {
  const props = { hearings: of('h01', 'h02'), ondone: vi.fn() };
  const { rerender } = render(PlanForm, { props });
  await type('会议名称', '智慧城市攻势质询会');
  await type('编号', ' h02 ');
  await plan();
  expect(screen.getByRole('alert').textContent).toContain('已经存在');

  await type('编号', 'h07');
  expect(screen.queryByRole('alert')).toBeNull();
  await rerender({ ...props, hearings: of('h01', 'h02', 'h07') });
  expect(field().value).toBe('h07');
  await plan();
  expect(screen.getByRole('alert').textContent).toContain('已经存在');
  expect(sent).toEqual([]);

  await type('编号', 'h08');
  await plan();
  expect(sent.map(({ id }) => id)).toEqual(['h08']);
});

test('a hearing that a colleague planned in the same moment is not planned over', async () => {
  const ondone = vi.fn();
  render(PlanForm, { hearings: of('h01'), ondone });
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    sent.push(JSON.parse(init.body as string) as (typeof sent)[number]);
    return Promise.resolve(Response.json({ code: 'already_exists' }, { status: 409 }));
  });
  await plan();
  expect(sent).toMatchObject([{ id: 'h02', is_new: true }]);
  expect((await screen.findByRole('alert')).textContent).toContain('已经存在');
  expect(ondone).not.toHaveBeenCalled();
});

test('an id that was only suggested moves on when somebody else takes it', async () => {
  const props = { hearings: of('h01'), ondone: vi.fn() };
  const { rerender } = render(PlanForm, { props });
  expect(field().value).toBe('h02');
  await rerender({ ...props, hearings: of('h01', 'h02') });
  expect(field().value).toBe('h03');
  await plan();
  expect(sent.map(({ id }) => id)).toEqual(['h03']);
});

test('a form whose answer was lost is not sent again as a second hearing', async () => {
  const props = { hearings: of('h01'), ondone: vi.fn() };
  const { rerender } = render(PlanForm, { props });
  const lost = vi.fn(() => Promise.reject(new TypeError('no network')));
  vi.stubGlobal('fetch', lost);
  await plan();
  const button = screen.getByRole('button', { name: '安排会议' });
  await vi.waitFor(() => expect(button.getAttribute('aria-busy')).toBe('false'));
  await rerender({ ...props, hearings: of('h01', 'h02') });
  await plan();
  expect(screen.getByRole('alert').textContent).toContain('已经存在');
  expect(lost).toHaveBeenCalledOnce();
});

test('the plan of a hearing is changed under its own id', async () => {
  render(PlanForm, { hearings: of('h01'), id: 'h01', ondone: vi.fn() });
  await type('会议名称', '新的名称');
  await plan();
  expect(sent).toMatchObject([{ id: 'h01', title: '新的名称', is_new: false }]);
});
