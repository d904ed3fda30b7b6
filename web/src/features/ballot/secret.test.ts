import { describe, expect, test } from 'vitest';

import type { Ballot, Me } from '../../protocol/views';
import { gatheringMs, isThin, secretOf, votesOnPhone } from './secret';

const openedAt = 1_000_000;
const ballot = (tokens: number, present: number): Ballot =>
  ({
    ballot: 'b1',
    state: 'open',
    mode: 'secret',
    rule: { options: [{ option: 'satisfied' }, { option: 'not_satisfied' }] },
    opened_at: openedAt,
    tokens,
    entitled_present: present,
  }) as unknown as Ballot;

describe('a choice opens', () => {
  test.each([
    [19, 19, 8000],
    [20, 20, 0],
    [20, 22, 0],
    [20, 23, 8000],
    [89, 100, 8000],
    [90, 100, 0],
    [270, 300, 0],
  ])('with %i tokens for %i people after %i ms', (tokens, present, ms) => {
    expect(gatheringMs(ballot(tokens, present), openedAt)).toBe(ms);
  });

  test('eight seconds after the ballot in any case', () => {
    expect(gatheringMs(ballot(1, 300), openedAt + 7999)).toBe(1);
    expect(gatheringMs(ballot(1, 300), openedAt + 8000)).toBe(0);
    expect(gatheringMs(ballot(1, 300), openedAt + 1e6)).toBe(0);
  });
});

test('below twenty tokens a phone warns that so few are easily told apart', () => {
  expect(isThin(ballot(19, 19))).toBe(true);
  expect(isThin(ballot(20, 300))).toBe(false);
});

test('a ballot is secret for a phone once its keys are there', () => {
  const keys = { public_id: 'h01/ballot/1', key: 'AAAA', receipt_key: 'ab' };
  expect(secretOf(undefined)).toBeUndefined();
  expect(secretOf(ballot(0, 1))).toBeUndefined();
  expect(secretOf({ ...ballot(0, 1), ...keys, mode: 'confidential' })).toBeUndefined();
  expect(secretOf({ ...ballot(0, 1), ...keys })?.terms).toEqual({
    ballot: 'h01/ballot/1',
    choices: ['satisfied', 'not_satisfied'],
    key: 'AAAA',
  });
});

test('who is present, entitled and has no paper votes on the phone', () => {
  const me = { role: 'attendee', id: 'A-1', present: true, may_vote: true, ballots: {} };
  const votes = (changes: object) => votesOnPhone(ballot(0, 1), { ...me, ...changes } as Me);
  expect(votes({})).toBe(true);
  expect(votes({ ballots: { b1: 'phone' } })).toBe(true);
  expect(votes({ ballots: { b0: 'paper' } })).toBe(true);
  expect(votes({ ballots: { b1: 'paper' } })).toBe(false);
  expect(votes({ present: false })).toBe(false);
  expect(votes({ may_vote: false })).toBe(false);
  expect(votes({ role: 'observer' })).toBe(false);
  expect(votesOnPhone(ballot(0, 1), undefined)).toBe(false);
});
