// What a phone remembers of its vote in a confidential ballot, and where that counts.
import { readFileSync } from 'node:fs';

import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';

import type { LiveHall } from '../../hearing/hearing.svelte';
import type { Ballot, HallView, Me } from '../../protocol/views';
import BallotCard from './BallotCard.svelte';

const example = (name: string): unknown =>
  JSON.parse(readFileSync(`../schema/examples/valid/${name}.json`, 'utf8'));
const view = example('view.attendee.ballot_open') as HallView;
const ballot: Ballot = { ...(view.ballot as Ballot), mode: 'confidential' };
const attendee: Me = {
  ...(example('me.attendee') as Me),
  present: true,
  may_vote: true,
  ballots: { [ballot.ballot]: 'phone' },
};

afterEach(() => localStorage.clear());

function show(vkey: string, me = attendee) {
  const shown = { ...view, hearing: { ...view.hearing, vkey } };
  const send = vi.fn(() => Promise.resolve({ ok: true, result: { key: 'ab'.repeat(32) } }));
  const live = { hearing: 'h01', subject: me.id, view: shown, send } as unknown as LiveHall;
  return render(BallotCard, { props: { ballot, me, live, own: undefined } });
}
const choices = () => screen.getByRole('button', { name: ballot.rule.options[0]?.label ?? '' });
const counted = () => screen.findByText('已计入');

/** And leaves the page. */
async function voteIn(vkey: string): Promise<void> {
  const { unmount } = show(vkey);
  choices().click();
  await counted();
  unmount();
}

test('a vote that was counted is still counted after a reload', async () => {
  await voteIn('hearing');
  show('hearing');
  expect(await counted()).toBeTruthy();
});

test('a vote in the rehearsal is none in the hearing', async () => {
  await voteIn('rehearsal');
  show('hearing');
  expect(choices()).toBeTruthy();
});

test('nobody is told of a vote that was counted whose phone has not been issued a ballot', async () => {
  await voteIn('hearing');
  show('hearing', { ...attendee, ballots: {} });
  expect(choices()).toBeTruthy();
});
