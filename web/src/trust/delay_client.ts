// The page's way to the delay worker: C7 of a draw, in the background.
import { hex, unhex } from './bytes';
import type { DelayNews, DelayOrder } from './delay_job';
import DelayWorker from './delay_worker?worker';
import type { WorkerPort } from './worker_port';

export interface DelayRun {
  /** In hexadecimal. Nothing when it was cancelled. */
  seed: Promise<string | undefined>;
  cancel: () => void;
}

/**
 * @param x the delay input of the draw, in hexadecimal
 * @param watch told how much is done, 0 to 1; nothing when that cannot be known
 */
export function startDelay(
  x: string,
  iterations: number,
  watch: (done: number | undefined) => void,
  start: () => WorkerPort = () => new DelayWorker(),
): DelayRun {
  const bytes = unhex(x);
  if (!bytes) throw new RangeError('not a delay input');
  const worker = start();
  let cancel = (): void => undefined;
  const seed = new Promise<string | undefined>((resolve, reject) => {
    cancel = () => {
      worker.terminate();
      resolve(undefined);
    };
    worker.onmessage = ({ data }: MessageEvent<DelayNews>) => {
      if (data.kind === 'began') watch(data.tells ? 0 : undefined);
      else if (data.kind === 'progress') watch(data.done / iterations);
      else {
        worker.terminate();
        resolve(hex(data.seed));
      }
    };
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(event.message));
    };
  });
  worker.postMessage({ x: bytes, iterations } satisfies DelayOrder);
  return { seed, cancel };
}
