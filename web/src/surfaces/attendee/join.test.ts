// Coming in without a camera: the card's number and code, or an address that was sent.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeAll, expect, test, vi } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import JoinPage from './JoinPage.svelte';

beforeAll(() => language.ready());

async function type(label: string, text: string): Promise<void> {
  await fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
}

test('a card is typed as number and code, and what went wrong is said', async () => {
  const oncode = vi.fn();
  render(JoinPage, { problem: 'wrong_card_code', oncode, onjoin: vi.fn() });
  expect(screen.getByRole('alert').textContent).toContain('席卡编号或入场码不正确');
  await type('席卡编号', ' a-0001 ');
  await type('入场码', 'k7m2 9qxt');
  const [join] = screen.getAllByRole('button', { name: '进入会场' });
  if (!join) throw new Error('no button');
  await fireEvent.submit(join);
  expect(oncode).toHaveBeenCalledWith('a-0001', 'K7M2-9QXT');
});

test('a card’s code is tried once, however often one taps: there are only five tries', async () => {
  const oncode = vi.fn(() => new Promise<void>(() => undefined));
  render(JoinPage, { problem: undefined, oncode, onjoin: vi.fn() });
  await type('席卡编号', 'A-0001');
  await type('入场码', 'K7M29QXT');
  const [join] = screen.getAllByRole('button', { name: '进入会场' });
  if (!join) throw new Error('no button');
  for (let tap = 0; tap < 3; tap += 1) await fireEvent.submit(join);
  expect(oncode).toHaveBeenCalledTimes(1);
  expect(join.getAttribute('aria-busy')).toBe('true');
});

test('a card that is in use elsewhere is explained, with what helps', () => {
  render(JoinPage, { problem: 'card_in_use', oncode: vi.fn(), onjoin: vi.fn() });
  const told = screen.getByRole('alert').textContent;
  expect(told).toContain('该席卡已在另一台设备上使用');
  expect(told).toContain('重新发卡');
});

test('somebody at whose page the server is away reads that nothing has to be done, and may type all the same', () => {
  const props = { oncode: vi.fn(), onjoin: vi.fn(), problem: 'server_away', tryingAgain: true };
  render(JoinPage, props);
  const told = screen.getByRole('status').textContent;
  expect(told).toContain('服务器暂时没有应答');
  expect(told).toContain('自动重试');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByLabelText('席卡编号')).toBeTruthy();
});

test('while a Chinese keyboard spells a word, its letters are left alone', async () => {
  render(JoinPage, { problem: undefined, oncode: vi.fn(), onjoin: vi.fn() });
  const field = screen.getByLabelText<HTMLInputElement>('入场码');
  field.value = 'k7m';
  field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
  expect(field.value).toBe('k7m');
  await fireEvent(field, new CompositionEvent('compositionend', { bubbles: true }));
  expect(field.value).toBe('K7M');
});

test('an address can still be pasted', async () => {
  const onjoin = vi.fn();
  render(JoinPage, { problem: undefined, oncode: vi.fn(), onjoin });
  await type('网址或口令', 'http://h/j#T');
  const join = screen.getAllByRole('button', { name: '进入会场' }).at(-1);
  if (!join) throw new Error('no button');
  await fireEvent.submit(join);
  expect(onjoin).toHaveBeenCalledWith('http://h/j#T');
});
