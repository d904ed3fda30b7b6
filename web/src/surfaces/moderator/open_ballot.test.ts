// How a ballot is opened, and what the desk sees of a secret one.
import { readFileSync } from 'node:fs';

import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import type { Outcome } from '../../connection/outbox';
import { Drafts } from '../../hearing/drafts.svelte';
import { alsoSay } from '../../i18n/refusals';
import { staffCodes } from '../../i18n/staff_codes';
import type { Ballot, HallView } from '../../protocol/views';
import BallotTab from './BallotTab.svelte';
import NextStep from './NextStep.svelte';
import OpenBallotDialog from './OpenBallotDialog.svelte';

alsoSay(staffCodes);
const refused = (code: string): Outcome => ({ ok: false, code });

const deskView = (state: string) =>
  JSON.parse(readFileSync(`../schema/examples/valid/view.desk.${state}.json`, 'utf8')) as HallView;

function dialog(...answers: Outcome[]) {
  const send = vi.fn<(name: string, body: object) => Promise<Outcome>>(() =>
    Promise.resolve(answers.shift() ?? { ok: true, result: {} }),
  );
  const onclose = vi.fn();
  const view = deskView('ballot_open');
  const ballot = { ...(view.ballot as Ballot), ballot: 'b1' };
  render(OpenBallotDialog, { props: { view, ballot, send: send as never, onclose } });
  return { send, onclose, sent: () => send.mock.calls.map(([, body]) => body) };
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('a ballot is opened secret unless the desk decides otherwise', async () => {
  const first = dialog();
  await fireEvent.click(button('开放投票'));
  await settle();
  expect(first.sent()).toEqual([{ ballot: 'b1', mode: 'secret' }]);
  expect(first.onclose).toHaveBeenCalledOnce();
  cleanup();
  const other = dialog();
  await fireEvent.click(screen.getByLabelText(/快速表态/));
  await fireEvent.click(button('开放投票'));
  await settle();
  expect(other.sent()).toEqual([{ ballot: 'b1', mode: 'confidential' }]);
});

test('before it opens the desk looks at the rule, and at whether enough are present', () => {
  dialog();
  const words = document.body.textContent;
  expect(words).toContain('开放前核对');
  expect(words).toContain('到会且有表决权');
  expect(words).toContain('规则指纹');
});

test('on a network that is not trusted it is opened by a second decision alone', async () => {
  const { sent, onclose } = dialog(refused('network_is_not_trusted'));
  await fireEvent.click(button('开放投票'));
  await settle();
  expect(onclose).not.toHaveBeenCalled();
  expect(screen.getByRole('alert').textContent).toContain('不能保证无记名');
  expect(button('仍然开放投票').disabled).toBe(true);
  await fireEvent.click(screen.getByLabelText(/决定仍然开放/));
  await fireEvent.click(button('仍然开放投票'));
  await settle();
  expect(sent()[1]).toEqual({ ballot: 'b1', mode: 'secret', accepts_untrusted_network: true });
  expect(onclose).toHaveBeenCalledOnce();
});

test('who turns to a quick vote need not accept anything', async () => {
  const { sent } = dialog(refused('network_is_not_trusted'));
  await fireEvent.click(button('开放投票'));
  await settle();
  await fireEvent.click(screen.getByLabelText(/快速表态/));
  await fireEvent.click(button('开放投票'));
  await settle();
  expect(sent()[1]).toEqual({ ballot: 'b1', mode: 'confidential' });
});

test('a second press of the key for the next step does not open the ballot past its dialog', async () => {
  const view = deskView('ballot_open');
  const locked = { ...view, ballot: { ...view.ballot, state: 'locked' } as Ballot };
  const [act, send] = [vi.fn(), vi.fn()];
  const drafts = new Drafts({ hearing: 'h01', subject: 'mod', view: undefined });
  const props = { view: locked, role: 'moderator', act, send, drafts, OpenBallotDialog, offset: 0 };
  render(NextStep, { props: props as never });
  for (let press = 0; press < 3; press += 1) await fireEvent.keyDown(window, { key: 'n' });
  expect(screen.getByLabelText(/无记名测评/)).toBeTruthy();
  expect([act.mock.calls, send.mock.calls]).toEqual([[], []]);
});

function tab(changes: Partial<Ballot>, state = 'ballot_open') {
  const view = deskView(state);
  const ballot = { ...view.ballot, ...changes } as Ballot;
  const act = vi.fn(() => Promise.resolve(true));
  const props = { view: { ...view, ballot }, role: 'moderator', act, subject: 'mod', offset: 0 };
  render(BallotTab, { props: props as never });
  return document.body.textContent;
}

test('while a secret ballot is closing the desk sees the rest of the time, and hands out no paper', () => {
  expect(tab({ mode: 'secret', tokens: 40 })).toContain('已在手机上领取凭证 40 份');
  expect(screen.queryByText('发放纸质选票')).not.toBeNull();
  cleanup();
  const words = tab({ mode: 'secret', state: 'closing', closing_until: Date.now() + 9_500 });
  expect(words).toContain('已密封的选票仍会计入');
  expect(screen.getByRole('timer').textContent).toContain('0:10');
  expect(screen.queryByText('发放纸质选票')).toBeNull();
});

test('an unprotected network is told, and that a secret ballot has no figures by category', () => {
  expect(tab({ mode: 'secret', untrusted_network: true })).toContain('网络未加密');
  cleanup();
  expect(tab({ mode: 'secret' }, 'closed')).toContain('不分类别统计');
  cleanup();
  expect(tab({ mode: 'confidential' }, 'closed')).not.toContain('不分类别统计');
});
