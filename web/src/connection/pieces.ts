// A deck over the network, piece by piece: a phone loads what it shows and no more, and a piece that the
// network lost is asked for again.
import { retryDelay } from './backoff';

/** Enough for a usual page; a hall asks for few pieces at a time. */
export const pieceBytes = 256 * 1024;

/** Nobody can show it, however often it is asked for: the server will not give it, or it cannot be read here. */
export class DeckGone extends Error {}

export interface Piece {
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole file. */
  total: number;
}

export interface Reach {
  fetch: typeof fetch;
  pause: (ms: number) => Promise<void>;
}

const usual: Reach = {
  fetch: (...args) => fetch(...args),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Slow down, and what a server says that is not there for the moment. */
const passing = (status: number): boolean => status === 429 || status >= 500;

async function onePiece(response: Response, begin: number): Promise<Piece> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const total = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1];
  if (response.status === 206 && total !== undefined) return { bytes, total: Number(total) };
  // Something in between knows no ranges: then everything is here.
  return { bytes: bytes.subarray(begin), total: bytes.length };
}

/** From `begin` up to, and without, `end`. */
export async function fetchPiece(
  address: string,
  begin: number,
  end: number,
  signal: AbortSignal,
  { fetch, pause }: Reach = usual,
): Promise<Piece> {
  const isClosed = () => signal.aborted;
  for (let tries = 0; ; tries += 1) {
    if (isClosed()) throw new DeckGone();
    try {
      const headers = { Range: `bytes=${begin}-${end - 1}` };
      const response = await fetch(address, { headers, credentials: 'same-origin', signal });
      if (response.ok) return await onePiece(response, begin);
      if (!passing(response.status)) throw new DeckGone();
    } catch (error) {
      if (error instanceof DeckGone || isClosed()) throw error;
    }
    await pause(retryDelay(tries, Math.random()));
  }
}
