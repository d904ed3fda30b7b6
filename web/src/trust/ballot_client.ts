// The page's way to the ballot worker. Loads nothing of the cryptography itself.
import type { BallotCraft, ballotCraft } from './ballot_craft';
import BallotWorker from './ballot_worker?worker';
import { type WorkerPort, remote } from './worker_port';

/** Both live as long as the ballot is on the screen. */
export interface BallotClient {
  craft: BallotCraft;
  stop: () => void;
}

export function startBallotCraft(start: () => WorkerPort = () => new BallotWorker()): BallotClient {
  const worker = start();
  const craft = remote<typeof ballotCraft>(worker, [
    'prepare',
    'takeToken',
    'makeCast',
    'verifiesReceipt',
    'lineHash',
    'castFault',
    'standing',
    'checkBox',
    'keyCode',
  ]);
  return {
    craft,
    stop: () => {
      worker.terminate();
      // Whoever waits for it would wait for ever.
      worker.onerror?.({ message: 'stopped' } as ErrorEvent);
    },
  };
}
