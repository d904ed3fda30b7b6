// Paper beside phones: when its count tells on people, and how a slip is taken back.
import { readFileSync } from 'node:fs';

import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { Drafts } from '../../hearing/drafts.svelte';
import type { Ballot, HallView, Role } from '../../protocol/views';
import BallotTab from './BallotTab.svelte';
import CloseBallotDialog from './CloseBallotDialog.svelte';
import NextStep from './NextStep.svelte';

const deskView = (state: string) =>
  JSON.parse(readFileSync(`../schema/examples/valid/view.desk.${state}.json`, 'utf8')) as HallView;

function tab(state: string, changes: Partial<Ballot> = {}, role: Role = 'moderator') {
  const view = deskView(state);
  const ballot = { ...view.ballot, ...changes } as Ballot;
  const act = vi.fn(() => Promise.resolve(true));
  const props = { view: { ...view, ballot }, role, act, subject: 't1', offset: 0 };
  render(BallotTab, { props });
  return act;
}

function dialog(small?: Ballot['small_channels']) {
  const act = vi.fn(() => Promise.resolve(true));
  const onclose = vi.fn();
  const ballot = {
    ...(deskView('ballot_open').ballot as Ballot),
    ...(small ? { small_channels: small } : {}),
  };
  render(CloseBallotDialog, { props: { ballot, act, onclose } });
  return { act, onclose };
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const words = () => document.body.textContent;

test('while few have paper beside phones the desk says what to do, and of one channel alone nothing', () => {
  tab('secret_ballot_open');
  expect(words()).toContain('纸质选票只发出 1 张：请至少发给 5 人');
  cleanup();
  tab('ballot_open', { small_channels: { phone: 3 } });
  expect(words()).toContain('只有 3 人在手机上领票：请至少让 5 人用手机投票');
  cleanup();
  tab('ballot_open');
  expect(words()).not.toContain('请至少');
});

test('with a small channel the ballot is closed only by a second decision', async () => {
  const { act, onclose } = dialog({ paper: 1 });
  expect(words()).toContain('纸质选票只发出 1 张');
  const close = button('仍然截止投票');
  expect(close.disabled).toBe(true);
  await fireEvent.click(close);
  expect(act).not.toHaveBeenCalled();
  await fireEvent.click(screen.getByLabelText(/决定仍然截止/));
  await fireEvent.click(close);
  expect(act).toHaveBeenCalledWith('close_ballot', { ballot: 'b2', accepts_small_channel: true });
  expect(onclose).toHaveBeenCalledOnce();
});

test('without one it is closed as ever', async () => {
  const { act } = dialog();
  expect(screen.queryByRole('checkbox')).toBeNull();
  await fireEvent.click(button('截止投票'));
  expect(act).toHaveBeenCalledWith('close_ballot', { ballot: 'b2' });
});

test('a second press of the key for the next step does not close the ballot past its dialog', async () => {
  const act = vi.fn(() => Promise.resolve(true));
  const props = {
    view: deskView('secret_ballot_open'),
    role: 'moderator' as const,
    act,
    send: vi.fn(),
    drafts: new Drafts({ hearing: 'h01', subject: 'mod', view: undefined }),
    OpenBallotDialog: undefined,
    CloseBallotDialog,
    offset: 0,
  };
  render(NextStep, { props });
  for (let press = 0; press < 3; press += 1) await fireEvent.keyDown(window, { key: 'n' });
  expect(screen.getByLabelText(/决定仍然截止/)).toBeTruthy();
  expect(act).not.toHaveBeenCalled();
});

test('that it was accepted stays on the desk', () => {
  tab('ballot_closed');
  expect(words()).toContain('已确认后截止');
});

test('a paper handed out by mistake is taken back beside the person, with a reason', async () => {
  const act = tab('secret_ballot_open');
  await fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'A-0001' } });
  const line = screen.getByText(/A-0001 ·/).closest('li') as HTMLElement;
  const take = within(line).getByText<HTMLButtonElement>('收回发错的纸质选票', {
    selector: 'button *, button',
  });
  await fireEvent.click(take);
  expect(act).not.toHaveBeenCalled();
  await fireEvent.input(within(line).getByRole('textbox'), { target: { value: ' 发给了邻座 ' } });
  await fireEvent.click(take);
  expect(act).toHaveBeenCalledWith('take_back_paper', {
    ballot: 'b2',
    participant: 'A-0001',
    reason: '发给了邻座',
  });
});

test('a teller withdraws their own count, the chair anybody’s, and nobody else any', async () => {
  const offered = () =>
    screen
      .queryAllByText(/^撤回 .* 的录入$/, { selector: 'summary' })
      .map((one) => one.textContent);
  tab('ballot_closed', {}, 'moderator');
  expect(offered()).toEqual([]);
  cleanup();
  tab('ballot_closed', {}, 'teller');
  expect(offered()).toEqual(['撤回 t1 的录入']);
  cleanup();
  tab('closed', {}, 'chair');
  expect(offered()).toEqual([]);
  cleanup();
  const act = tab('ballot_closed', {}, 'chair');
  expect(offered()).toEqual(['撤回 t1 的录入', '撤回 t2 的录入']);
  const details = screen.getByText('撤回 t2 的录入', { selector: 'summary' }).closest('details');
  const own = within(details as HTMLElement);
  await fireEvent.input(own.getByRole('textbox'), { target: { value: '看错一张' } });
  await fireEvent.click(own.getByText('撤回 t2 的录入', { selector: 'button *, button' }));
  expect(act).toHaveBeenCalledWith('withdraw_paper_count', {
    ballot: 'b2',
    reason: '看错一张',
    teller: 't2',
  });
});
