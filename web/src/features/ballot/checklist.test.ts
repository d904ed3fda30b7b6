import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { Ballot, HallView } from '../../protocol/views';
import { checklist } from './checklist';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.ballot_open.json', 'utf8'),
) as HallView;
const ballot = view.ballot as Ballot;

const needs = (changes: Partial<Ballot['rule']>, present = 41) =>
  Object.fromEntries(
    checklist(view, {
      ...ballot,
      entitled_present: present,
      rule: { ...ballot.rule, ...changes },
    }).map(({ key, have, need }) => [key, [have, need]]),
  );

test('half of those present is a whole number of ballots, rounded up', () => {
  const half = { quorum: { numerator: 1, denominator: 2 }, quorum_of: 'present' } as const;
  expect(needs(half).quorum).toEqual([41, 21]);
  expect(needs(half, 40).quorum).toEqual([40, 20]);
});

test('a rule without a quorum asks for none', () => {
  expect(needs({ quorum: { numerator: 0, denominator: 1 } }).quorum).toBeUndefined();
});
