// What a page knows of a hearing, as a pure function of the messages it got.
import type { ServerMessage, Welcome } from '../protocol/messages';
import type { Me, Role } from '../protocol/views';
import { merge } from './merge';

export interface Known<View> {
  welcome?: Welcome;
  role?: Role;
  epoch: number;
  version: number;
  view?: View;
  me?: Me;
  /** A version is missing: ask for a whole view. */
  gap: boolean;
}

export function nothingKnown<View>(): Known<View> {
  return { epoch: 0, version: 0, gap: false };
}

export function reduce<View>(known: Known<View>, message: ServerMessage): Known<View> {
  switch (message.type) {
    case 'welcome':
      return { ...known, welcome: message, role: message.role, gap: false };
    case 'view':
      return {
        ...known,
        epoch: message.epoch,
        version: message.version,
        view: message.view as View,
        gap: false,
      };
    case 'patch':
      if (known.view === undefined || message.version <= known.version) return known;
      if (message.version !== known.version + 1) return { ...known, gap: true };
      return {
        ...known,
        version: message.version,
        view: merge(known.view, message.patch) as View,
      };
    case 'me':
      return { ...known, me: message.me };
    case 'ack':
    case 'refusal':
    case 'error':
    case 'pong':
      return known;
    default:
      return message satisfies never;
  }
}

/** What `hello` may ask to go on from. */
export function position<View>(known: Known<View>): { epoch: number; version: number } | undefined {
  return known.view === undefined || known.gap
    ? undefined
    : { epoch: known.epoch, version: known.version };
}

/** The first key of the hearing's record: it tells a hearing from another by the same name. Not there before the record
 * was signed for the first time, which takes seconds, and of no series. */
export function recordOf(view: unknown): string | undefined {
  return (view as { hearing?: { vkey?: string } } | undefined)?.hearing?.vkey;
}
