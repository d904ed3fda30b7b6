// @vitest-environment node
import { pbkdf2Sync, webcrypto } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { hex } from '../../src/trust/bytes';
import { Delay, delaySlice, deriveSeed, runDelay } from '../../src/trust/delay';
import { startDelay } from '../../src/trust/delay_client';
import { type DelayNews, type DelayOrder, doDelay } from '../../src/trust/delay_job';
import type { WorkerPort } from '../../src/trust/worker_port';
import { FixedChance, drawVectors, fromHex, heldDraw } from './support';

const byLibrary = (x: Uint8Array, iterations: number) =>
  pbkdf2Sync(x, 'hdraw1/delay', iterations, 32, 'sha256').toString('hex');
const quietly = () => undefined;
const subtle = webcrypto.subtle as SubtleCrypto;

test.each([1, 2, 3, 1000])('the delay of %i is PBKDF2 of one block', async (iterations) => {
  const x = new FixedChance(iterations).bytes(32);
  expect(hex(runDelay(x, iterations, quietly))).toBe(byLibrary(x, iterations));
  expect(hex(await deriveSeed(subtle, x, iterations))).toBe(byLibrary(x, iterations));
});

test('the delay of the vector gives its seed', () => {
  expect(drawVectors).toHaveLength(3);
  const x = fromHex('d7a96a490c73039e0b74affb9b8c6fcbce5464c859b478f801eba0e88b98bfa1');
  expect(hex(runDelay(x, 1000, quietly))).toBe(heldDraw('hdraw1-tv1').seed);
});

test('the delay in slices of any size is the delay whole', () => {
  const chance = new FixedChance(8);
  for (let round = 0; round < 100; round += 1) {
    const x = chance.bytes(32);
    const iterations = chance.integer(1, 300);
    const delay = new Delay(x, iterations);
    while (!delay.isOver) {
      const before = delay.done;
      const slice = chance.integer(0, 100);
      delay.advance(slice);
      expect(delay.done).toBe(Math.min(iterations, before + slice));
    }
    expect(hex(delay.seed())).toBe(byLibrary(x, iterations));
  }
});

test('the progress told is the work done, and ends with all of it', () => {
  const told: number[] = [];
  const iterations = delaySlice + 1000;
  runDelay(new FixedChance(1).bytes(32), iterations, (done) => told.push(done));
  expect(told).toEqual([1, delaySlice + 1, iterations]);
});

test('what is not a delay is refused', () => {
  for (const iterations of [0, -1, 2 ** 31, Number.NaN]) {
    expect(() => new Delay(new Uint8Array(32), iterations)).toThrow(RangeError);
  }
  expect(() => new Delay(new Uint8Array(31), 1)).toThrow(RangeError);
  expect(() => new Delay(new Uint8Array(32), 2).seed()).toThrow();
});

/** A worker that does the job when it is let. */
class FakeWorker implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  orders: DelayOrder[] = [];
  isEnded = false;
  postMessage = (order: unknown) => void this.orders.push(order as DelayOrder);
  terminate = () => void (this.isEnded = true);
  tell(data: unknown): void {
    if (!this.isEnded) this.onmessage?.({ data } as MessageEvent);
  }
  async work(by?: SubtleCrypto): Promise<void> {
    const port = { onmessage: null, postMessage: (news: unknown) => this.tell(news) };
    for (const order of this.orders) await doDelay(port, order, by);
  }
}

describe('a run in the background', () => {
  const x = hex(new FixedChance(9).bytes(32));
  const iterations = delaySlice * 2;
  const start = () => {
    const worker = new FakeWorker();
    const told: (number | undefined)[] = [];
    const run = startDelay(
      x,
      iterations,
      (done) => told.push(done),
      () => worker,
    );
    return { worker, told, run };
  };

  test('by the loop tells how far it is', async () => {
    const { worker, told, run } = start();
    await worker.work();
    expect(await run.seed).toBe(byLibrary(fromHex(x), iterations));
    expect(told).toEqual([0, 1 / iterations, 0.5 + 1 / iterations, 1]);
    expect(worker.isEnded).toBe(true);
  });

  test('by the browser says that it cannot tell', async () => {
    const { worker, told, run } = start();
    await worker.work(subtle);
    expect(await run.seed).toBe(byLibrary(fromHex(x), iterations));
    expect(told).toEqual([undefined]);
  });

  test('goes on by the loop where the browser refuses', async () => {
    const { worker, told, run } = start();
    const refusing = { importKey: () => Promise.reject(new Error('no')) };
    await worker.work(refusing as unknown as SubtleCrypto);
    expect(await run.seed).toBe(byLibrary(fromHex(x), iterations));
    expect(told.slice(0, 2)).toEqual([undefined, 0]);
  });

  test('is ended by cancelling, and gives nothing', async () => {
    const { worker, run } = start();
    run.cancel();
    expect(worker.isEnded).toBe(true);
    await worker.work();
    expect(await run.seed).toBeUndefined();
  });

  test('fails when its worker does', async () => {
    const { worker, run } = start();
    worker.onerror?.({ message: 'not loaded' } as ErrorEvent);
    await expect(run.seed).rejects.toThrow('not loaded');
  });

  test('tells its news by these names', async () => {
    const news: DelayNews['kind'][] = [];
    const port = {
      onmessage: null,
      postMessage: (one: unknown) => news.push((one as DelayNews).kind),
    };
    await doDelay(port, { x: fromHex(x), iterations: 2 });
    expect(news).toEqual(['began', 'progress', 'progress', 'over']);
  });
});
