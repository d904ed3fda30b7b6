// What the hall sees while it votes.
import { readFileSync } from 'node:fs';

import { cleanup, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import type { Ballot, HallView } from '../../protocol/views';
import BallotScene from './BallotScene.svelte';

const code = { key_code: '0123456789ABCDEF' };

function scene(changes: Partial<Ballot>): string {
  const view = JSON.parse(
    readFileSync('../schema/examples/valid/view.screen.ballot_open.json', 'utf8'),
  ) as HallView;
  const { live: _live, ...held } = view.ballot ?? ({} as Ballot);
  const ballot = { ...held, mode: 'secret' as const, ...changes };
  render(BallotScene, {
    props: { view: { ...view, ballot }, hearing: 'h01', offset: 0, isLive: true },
  });
  return document.body.textContent;
}

test('a secret ballot shows how to vote, the turnout, and the code that phones show too', () => {
  const words = scene({ ...code, returned: 12, entitled_present: 41 });
  expect(words).toContain('选一项');
  expect(words).toContain('已投 12 / 41');
  expect(words).toContain('0123 4567 89AB CDEF');
  const picture = screen.getByAltText<HTMLImageElement>('核对码');
  expect(picture.getAttribute('src')).toBe('/api/v1/hearings/h01/ballots/b2/key.svg');
});

test('while it is closing the rest of the time runs, and what is sealed still counts', () => {
  const words = scene({ ...code, state: 'closing', closing_until: Date.now() + 9_500 });
  expect(words).toContain('投票已截止');
  expect(words).toContain('已密封的选票仍会计入');
  expect(screen.getByRole('timer').textContent).toContain('0:10');
});

test('after the close there is no code to compare any more', () => {
  expect(scene({ ...code, state: 'closed' })).not.toContain('0123');
});

test('a ballot that was voided is said to be void, and why, until the next is locked', async () => {
  const words = scene({ state: 'voided', void_reason: '设备故障，改用纸质票' });
  expect(words).toContain('本次测评已作废');
  expect(words).toContain('设备故障，改用纸质票');
  expect(words).not.toContain('即将开始投票');
  await language.set('en');
  expect(document.body.textContent).toContain('This ballot is void');
  await language.set('zh');
  cleanup();
  expect(scene({ state: 'locked' })).toContain('即将开始投票');
});

test('a screen that stays on the ballot after the result announces no other', () => {
  expect(scene({ state: 'published' })).not.toContain('即将开始投票');
});

test('a network that is not protected is said to everybody', () => {
  expect(scene({ ...code, untrusted_network: true })).toContain('不能保证无记名');
  cleanup();
  expect(scene(code)).not.toContain('不能保证无记名');
});
