import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { BoxCheck } from '../../features/ballot/box_check.svelte';
import type { SecretBallot } from '../../features/ballot/secret';
import type { SecretVoting } from '../../features/ballot/secret_voting.svelte';
import { alsoSay } from '../../i18n/refusals';
import { votingCodes } from '../../i18n/voting_codes';
import type { BoxVerdict } from '../../trust/ballot_check';
import OwnBallot from './OwnBallot.svelte';
import SecretVote from './SecretVote.svelte';

alsoSay(votingCodes);

const openedAt = 1_000_000;
const option = (id: string, label: string) => ({ option: id, label, label_en: '' });
const ballot = {
  ballot: 'b1',
  state: 'open',
  mode: 'secret',
  rule: { options: [option('good', '满意'), option('bad', '不满意')] },
  opened_at: openedAt,
  tokens: 40,
  entitled_present: 40,
} as unknown as SecretBallot;

interface Stands {
  status: SecretVoting['status'];
  [rest: string]: unknown;
}

function show(stands: Stands, changes: Partial<SecretBallot> = {}) {
  const choose = vi.fn();
  const voting = { isKept: true, hasCounted: false, isAway: false, ...stands, choose };
  const shown = { ...ballot, ...changes };
  const props = { voting: voting as never, ballot: shown, code: 'ABCDEFGHJKMNPQRS', offset: 0 };
  return { choose, ...render(SecretVote, { props }) };
}
const text = () => document.body.textContent;
const button = (name: string) => screen.queryByRole<HTMLButtonElement>('button', { name });

beforeEach(() => {
  vi.useFakeTimers({ now: openedAt });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('one choice, large and open, once most phones are ready', () => {
  const { choose } = show({ status: 'choosing' });
  button('不满意')?.click();
  expect(choose).toHaveBeenCalledExactlyOnceWith('bad');
});

test('the choice stays shut until most are ready, or for eight seconds', async () => {
  show({ status: 'choosing' }, { tokens: 30 });
  expect(button('满意')?.disabled).toBe(true);
  expect(text()).toContain('已就绪 30 部手机');
  await vi.advanceTimersByTimeAsync(8000);
  expect(button('满意')?.disabled).toBe(false);
  expect(text()).not.toContain('已就绪');
});

test('a phone among few says that so few are easily told apart', async () => {
  show({ status: 'choosing' }, { tokens: 3, entitled_present: 3 });
  await vi.advanceTimersByTimeAsync(8000);
  expect(text()).toContain('只有 3 部手机');
});

test('after the tap the choice is gone, and comes back only for who changes their mind', async () => {
  show({ status: 'counted', hasCounted: true });
  expect(text()).toContain('已计入');
  expect([button('满意'), button('不满意')]).toEqual([null, null]);
  button('更改选择')?.click();
  await vi.advanceTimersByTimeAsync(0);
  expect(button('满意')).not.toBeNull();
  button('保留原选择')?.click();
  await vi.advanceTimersByTimeAsync(0);
  expect(button('满意')).toBeNull();
});

test('sealing tells whether the page may be left', () => {
  show({ status: 'sealing' });
  expect(text()).toContain('刷新或关闭页面不会丢失');
  cleanup();
  show({ status: 'sealing', isKept: false });
  expect(text()).toContain('请不要离开本页');
  cleanup();
  show({ status: 'sealing', isAway: true });
  expect(text()).toContain('网络不通');
});

test('while closing nothing can be chosen, and what is sealed still counts', () => {
  show({ status: 'sealing' }, { state: 'closing' });
  expect(text()).toContain('仍会计入');
  cleanup();
  show({ status: 'choosing' }, { state: 'closing' });
  expect(button('满意')).toBeNull();
  expect(text()).toContain('投票已截止');
  cleanup();
  show({ status: 'counted', hasCounted: true }, { state: 'closing' });
  expect(button('更改选择')).toBeNull();
});

test('a card that got its token elsewhere, a vote that came too late and a false receipt are said plainly', () => {
  show({ status: 'getting_ready', failure: 'token_is_issued_already' });
  expect(text()).toContain('您的席卡已在别处领取过凭证');
  cleanup();
  show({ status: 'choosing', lost: 'late' });
  expect(text()).toContain('到达太晚，未能计入');
  cleanup();
  show({ status: 'counted', hasCounted: true, lost: 'late' });
  expect(text()).toContain('以之前已计入的选择为准');
  cleanup();
  show({ status: 'sealing', failure: 'receipt_does_not_verify' });
  expect(text()).toContain('服务器给的回执无效');
});

test('on a network that is not protected nothing is promised', () => {
  show({ status: 'choosing' }, { untrusted_network: true });
  expect(text()).toContain('不能保证无记名');
  expect(text()).not.toContain('都不能把您与您的选择对应');
});

test('the code of the key is there to be compared', () => {
  show({ status: 'choosing' });
  expect(text()).toContain('ABCD EFGH JKMN PQRS');
});

describe('after the close', () => {
  function look(verdict: BoxVerdict | undefined, stands: object = {}, check: object = {}) {
    const voting = { status: 'over', own: { voter: 'v', seq: 1 }, hasCounted: true, ...stands };
    const closed = { ...ballot, state: 'closed', sheet_sha256: 'ab' } as SecretBallot;
    const looked = { verdict, isUnderWay: verdict === undefined, ...check } as unknown as BoxCheck;
    render(OwnBallot, { props: { voting: voting as never, check: looked, ballot: closed } });
  }

  test('a vote in the box has a check mark', () => {
    look('counted');
    expect(text()).toContain('✓ 您的选票在票箱中');
  });

  test.each([
    ['missing', '没有这张选票'],
    ['older', '较早的选择'],
    ['forged', '没有有效签名'],
    ['files_differ', '与大会记录不一致'],
  ] as const)('%s is an alarm', (verdict, words) => {
    look(verdict);
    expect(screen.getByRole('alert').textContent).toContain(words);
  });

  test('a vote without a receipt that is not there is none', () => {
    look('missing', { hasCounted: false });
    expect(text()).toContain('票箱中没有本机的选票');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('a vote without an answer is uncertain until the phone has looked', () => {
    look(undefined, { hasCounted: false, lost: 'unsure' });
    expect(text()).toContain('不能确定是否已计入');
    cleanup();
    look('counted', { hasCounted: false, lost: 'unsure' });
    expect(text()).not.toContain('不能确定');
  });

  test('a large hall looks by hand', () => {
    const check = vi.fn();
    look(undefined, {}, { isUnderWay: false, look: check });
    button('核对我的选票')?.click();
    expect(check).toHaveBeenCalledOnce();
  });

  test('a phone that did not vote shows nothing', () => {
    look('counted', { own: undefined });
    expect(text()).toBe('');
  });
});
