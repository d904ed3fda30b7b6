// What somebody on the phone page may do; the server decides, this only spares them buttons.
import type { Ballot, HallView, Me } from '../../protocol/views';

export function mayAsk(view: HallView, me: Me | undefined): boolean {
  return me?.role === 'observer' ? view.rules.observers_may_ask : me?.may_question === true;
}

/** Observers follow from anywhere; everybody else takes part once checked in. */
export function isHere(me: Me | undefined): boolean {
  return me?.role === 'observer' || me?.present === true;
}

export function maySupport(me: Me | undefined): boolean {
  return me?.role === 'attendee' && me.present === true;
}

/** Until the close there is something to vote on; after that, of a secret one, something to check. */
export function concernsPhones({ state, mode }: Ballot): boolean {
  return state === 'locked' || state === 'open' || state === 'closing' || mode === 'secret';
}
