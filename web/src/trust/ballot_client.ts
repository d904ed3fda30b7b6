// The page's way to the ballot worker. Loads nothing of the cryptography itself.
import type { BallotCraft, ballotCraft } from './ballot_craft';
import BallotWorker from './ballot_worker?worker';
import { type WorkerPort, remote } from './worker_port';

/** Of one step, with all that the worker does before it. The longest takes an old phone a few seconds, and the worker
 * as long to come over a slow network. */
export const craftMostMs = 30_000;

/** Both live as long as the ballot is on the screen. */
export interface BallotClient {
  craft: BallotCraft;
  stop: () => void;
}

export function startBallotCraft(start: () => WorkerPort = () => new BallotWorker()): BallotClient {
  const worker = start();
  const craft = remote<typeof ballotCraft>(
    worker,
    [
      'prepare',
      'takeToken',
      'makeCast',
      'verifiesReceipt',
      'lineHash',
      'castFault',
      'standing',
      'checkBox',
      'keyCode',
    ],
    craftMostMs,
  );
  return {
    craft,
    stop: () => {
      worker.terminate();
      // Whoever waits for it would wait for ever.
      worker.onerror?.({ message: 'stopped' } as ErrorEvent);
    },
  };
}
