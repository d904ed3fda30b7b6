// What fails for a while, and is done again until it is there.
import { retryDelay } from '../../connection/backoff';
import { DeckGone } from '../../connection/pieces';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Nothing when it is not wanted any more, or the deck is gone. `onfailure`: whenever it was not done. */
export async function untilDone<T>(
  work: () => Promise<T>,
  wanted: AbortSignal,
  onfailure: () => void,
): Promise<T | undefined> {
  const isWanted = () => !wanted.aborted;
  for (let tries = 0; isWanted(); tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (isWanted()) onfailure();
      if (error instanceof DeckGone) return undefined;
    }
    await pause(retryDelay(tries, Math.random()));
  }
  return undefined;
}
