import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { BoxVerdict } from '../../trust/ballot_check';
import { BoxCheck } from './box_check.svelte';
import type { SecretBallot } from './secret';

const own = { voter: 'v', seq: 1 };
const closed = (changes: Partial<SecretBallot> = {}) =>
  ({
    ballot: 'b1',
    state: 'closed',
    terms: { ballot: 'h01/ballot/1', choices: [], key: 'k' },
    sheet_sha256: 'ab',
    tokens: 499,
    ...changes,
  }) as unknown as SecretBallot;

function checked(verdict: BoxVerdict = 'counted') {
  const files = vi.fn(() =>
    Promise.resolve({ sheet: new Uint8Array(), ballots: new Uint8Array() }),
  );
  const checkBox = vi.fn(() => Promise.resolve(verdict));
  return {
    files,
    checkBox,
    check: new BoxCheck({ files, check: checkBox, chance: () => 0.5 }),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a phone looks into the box by itself, some time after the close', async () => {
  const { check, files, checkBox } = checked();
  for (const state of ['open', 'closing', 'voided'] as const) check.follow(closed({ state }), own);
  expect(check.isUnderWay).toBe(false);
  check.follow(closed(), own);
  check.follow(closed({ state: 'published' }), own);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(files).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(files).toHaveBeenCalledOnce();
  expect(checkBox.mock.calls[0]?.slice(1)).toEqual([
    { terms: closed().terms, sheetSha256: 'ab' },
    own,
  ]);
  expect([check.verdict, check.isUnderWay]).toEqual(['counted', false]);
});

test('from 500 ballots on it looks only when it is asked to', async () => {
  const { check, files } = checked('missing');
  check.follow(closed({ tokens: 500 }), own);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(files).not.toHaveBeenCalled();
  check.look(closed({ tokens: 500 }), own);
  await vi.advanceTimersByTimeAsync(0);
  expect(check.verdict).toBe('missing');
});

test('a phone that never had to do with this ballot has nothing to look for', async () => {
  const { check, files } = checked();
  check.follow(closed(), undefined);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(files).not.toHaveBeenCalled();
});

test('files that did not come are no verdict, and are asked for again', async () => {
  const { check, files } = checked();
  files.mockRejectedValueOnce(new Error('network'));
  check.follow(closed(), own);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([check.verdict, check.isAway]).toEqual([undefined, true]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([check.verdict, check.isAway]).toEqual(['counted', false]);
});

test('a worker that broke down is no verdict either', async () => {
  const { check, checkBox } = checked();
  checkBox.mockRejectedValueOnce(new Error('worker'));
  check.follow(closed(), own);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([check.verdict, check.isAway]).toEqual([undefined, true]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([check.verdict, check.isAway]).toEqual(['counted', false]);
});
