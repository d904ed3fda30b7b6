// What the delay worker does with one draw.
import type { Bytes } from './bytes';
import { deriveSeed, runDelay } from './delay';
import type { Port } from './worker_port';

export interface DelayOrder {
  x: Bytes;
  iterations: number;
}

export type DelayNews =
  /** Whether word of progress will come: not when the browser computes by itself. */
  | { kind: 'began'; tells: boolean }
  | { kind: 'progress'; done: number }
  | { kind: 'over'; seed: Bytes };

async function byBrowser({ x, iterations }: DelayOrder, subtle?: SubtleCrypto) {
  try {
    return subtle && (await deriveSeed(subtle, x, iterations));
  } catch {
    return undefined; // Does not take so many iterations, say.
  }
}

/**
 * By the browser itself if it can, which is faster but tells nothing; else by the loop, which holds
 * the worker until it is over. Either is ended by ending the worker.
 */
export async function doDelay(port: Port, order: DelayOrder, subtle?: SubtleCrypto): Promise<void> {
  const tell = (news: DelayNews) => port.postMessage(news);
  if (subtle) tell({ kind: 'began', tells: false });
  let seed = await byBrowser(order, subtle);
  if (!seed) {
    tell({ kind: 'began', tells: true });
    seed = runDelay(order.x, order.iterations, (done) => tell({ kind: 'progress', done }));
  }
  tell({ kind: 'over', seed });
}
