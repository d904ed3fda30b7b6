// When to try again. `chance` is a number in [0, 1).

export const retryFirstMs = 500;
export const retryMostMs = 15_000;

/** Of an HTTP status, 0 for no answer: not now, though another time. The server is busy or away, or something
 * between us and it has failed. */
export const isPassing = (status: number): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500;

/** What a close code asks of the client: docs/protocol.md §4. */
export type AfterClose =
  | { kind: 'retry'; delay: number }
  | { kind: 'end'; reason: 'not_the_protocol' | 'no_session' | 'card_reissued' | 'replaced' };

export function retryDelay(attempt: number, chance: number): number {
  const whole = Math.min(retryMostMs, retryFirstMs * 2 ** Math.max(0, attempt));
  return Math.round(whole / 2 + (whole / 2) * chance);
}

export function afterClose(code: number, attempt: number, chance: number): AfterClose {
  switch (code) {
    case 1001:
    case 1012:
      return attempt > 0
        ? { kind: 'retry', delay: retryDelay(attempt, chance) }
        : { kind: 'retry', delay: Math.round(500 + 2500 * chance) };
    case 4400:
      return { kind: 'end', reason: 'not_the_protocol' };
    case 4401:
      return { kind: 'end', reason: 'no_session' };
    case 4403:
      return { kind: 'end', reason: 'card_reissued' };
    case 4409:
      return { kind: 'end', reason: 'replaced' };
    case 4429:
      return { kind: 'retry', delay: Math.round(5000 + 5000 * chance) };
    default:
      return { kind: 'retry', delay: retryDelay(attempt, chance) };
  }
}
