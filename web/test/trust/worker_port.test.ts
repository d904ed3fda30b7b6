// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { craftMostMs, startBallotCraft } from '../../src/trust/ballot_client';
import { ballotCraft } from '../../src/trust/ballot_craft';
import { type Port, type WorkerPort, remote, serve } from '../../src/trust/worker_port';
import { ballotTerms, blindSign, fromHex } from './support';
import { hex } from '../../src/trust/bytes';

/** Two ends that copy what goes through, as a real worker does. */
function connected(): { inside: Port; outside: WorkerPort; isEnded: () => boolean } {
  let ended = false;
  const send = (to: Port, message: unknown) => {
    const data: unknown = structuredClone(message);
    queueMicrotask(() => to.onmessage?.({ data } as MessageEvent));
  };
  const inside: Port = { onmessage: null, postMessage: (message) => send(outside, message) };
  const outside: WorkerPort = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => send(inside, message),
    terminate: () => void (ended = true),
  };
  return { inside, outside, isEnded: () => ended };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('calls are answered, each by its own answer', async () => {
  const functions = {
    double: (number: number) => 2 * number,
    fail: (): number => {
      throw new Error('no');
    },
  };
  const { inside, outside } = connected();
  serve(inside, functions);
  const { double, fail } = remote<typeof functions>(outside, ['double', 'fail'], 1_000);
  expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
  await expect(fail()).rejects.toThrow('no');
  expect(await double(4)).toBe(8);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await double(5)).toBe(10);
});

test('a worker that breaks down fails what waits and what comes after', async () => {
  const { outside } = connected();
  const { double } = remote<{ double: (number: number) => number }>(outside, ['double'], 1_000);
  const waiting = double(1);
  outside.onerror?.({ message: 'not loaded' } as ErrorEvent);
  await expect(waiting).rejects.toThrow('not loaded');
  await expect(double(2)).rejects.toThrow('not loaded');
});

test('the ballot worker makes a vote that holds', async () => {
  const { inside, outside, isEnded } = connected();
  serve(inside, ballotCraft);
  const { craft, stop } = startBallotCraft(() => outside);
  expect(Object.keys(craft).sort()).toEqual(Object.keys(ballotCraft).sort());
  const request = await craft.prepare(ballotTerms);
  const answer = hex(blindSign(fromHex(request.blinded)));
  const token = (await craft.takeToken(ballotTerms, request, answer)) ?? '';
  const cast = await craft.makeCast(ballotTerms, { ...request, token }, 1, 'partly');
  expect(await craft.castFault(ballotTerms, cast)).toBeUndefined();
  expect(await craft.standing(ballotTerms, [cast], cast)).toBe('counted');
  await expect(craft.prepare({ ...ballotTerms, key: '' })).rejects.toThrow('malformed');
  stop();
  expect(isEnded()).toBe(true);
});

test('what waits for a ballot worker that is stopped does not wait for ever', async () => {
  const { craft, stop } = startBallotCraft(() => connected().outside);
  const waiting = craft.prepare(ballotTerms);
  stop();
  await expect(waiting).rejects.toThrow('stopped');
});

test('a ballot worker that the phone has ended without a word fails what waits, and what comes after', async () => {
  const { craft } = startBallotCraft(() => connected().outside);
  const calls = Promise.allSettled([craft.prepare(ballotTerms), craft.keyCode('k')]);
  await vi.advanceTimersByTimeAsync(craftMostMs);
  expect((await calls).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(craft.prepare(ballotTerms)).rejects.toThrow('silent');
});
