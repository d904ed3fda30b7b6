// The way on which a vote of a secret ballot travels: to a listener of its own, with nothing that tells
// whose it is. No cookie, no referrer, and never the connection that carries one.
import { isPassing } from './backoff';

/** A connection that the network swallowed is given up, and the vote sent anew. */
export const castMostMs = 10_000;

/** Where votes are taken: a whole address, or a port of the host that the page came from. */
export interface CastAddress {
  url?: string;
  port?: number;
}

export type CastAnswer = { ok: true; value: string } | { ok: false; code: string };

type Page = Pick<Location, 'protocol' | 'hostname'>;

export function castUrl({ url, port }: CastAddress, { protocol, hostname }: Page): string {
  const base = url ?? `${protocol}//${hostname}:${port ?? ''}`;
  return `${base.replace(/\/+$/, '')}/cast`;
}

/** The receipt, or why it was refused. Throws when there is no answer yet. */
export async function postCast(to: string, body: object): Promise<CastAnswer> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), castMostMs);
  try {
    const response = await fetch(to, {
      method: 'POST',
      // Asks for no preflight, which would be one more request at a telling time.
      headers: { 'Content-Type': 'text/plain' },
      body: JSON.stringify(body),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: giveUp.signal,
    });
    if (isPassing(response.status)) throw new Error(`http_${response.status}`);
    const answer = (await response.json()) as { receipt?: unknown; code?: unknown };
    return response.ok
      ? { ok: true, value: String(answer.receipt) }
      : { ok: false, code: String(answer.code) };
  } finally {
    clearTimeout(timer);
  }
}
