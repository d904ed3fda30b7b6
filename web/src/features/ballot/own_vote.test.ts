import { afterEach, expect, test, vi } from 'vitest';

import type { Ballot } from '../../protocol/views';
import type { BallotClient } from '../../trust/ballot_client';
import { OwnVote } from './own_vote.svelte';

const ballot = {
  ballot: 'b1',
  state: 'open',
  mode: 'secret',
  public_id: 'h01/ballot/1',
  key: 'AAAA',
  receipt_key: 'ab',
  rule: { options: [] },
} as unknown as Ballot;

let own: OwnVote | undefined;
afterEach(() => own?.stop());

test('the key’s code is told although the worker did not load at first', async () => {
  const keyCode = vi.fn(() => Promise.resolve('CODE')).mockRejectedValueOnce(new Error('worker'));
  const craft = { keyCode } as unknown as BallotClient['craft'];
  const store = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  const startCraft = vi.fn(() => ({ craft, stop: () => undefined }));
  own = new OwnVote(
    { hearing: 'h01', subject: 'A-1', claim: () => new Promise(() => undefined) },
    store,
    startCraft,
  );
  own.follow(ballot, undefined);
  // The turnout changes all the time.
  await vi.waitFor(() => {
    own?.follow({ ...ballot, returned: 1 }, undefined);
    expect(own?.code).toBe('CODE');
  });
  own.follow({ ...ballot, returned: 2 }, undefined);
  expect([keyCode.mock.calls.length, startCraft.mock.calls.length]).toEqual([2, 2]);
});
