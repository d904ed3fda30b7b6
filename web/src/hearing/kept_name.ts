// Under which name a phone keeps what somebody did in a hearing.
import { recordOf } from './view';

/** Somebody in a hearing, as `Live` knows them. */
export interface Place {
  readonly hearing: string;
  readonly subject: string;
  readonly view: unknown;
}

/**
 * A rehearsal has the same hearings, card numbers and ballots at the same address. Its record is another: what was
 * done there has not been done here.
 */
export function keptName(what: string, { hearing, subject, view }: Place, id: string): string {
  return ['rostrum', what, hearing, recordOf(view), subject, id].join('.');
}
