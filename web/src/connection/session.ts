// Who is logged in: by a seat card, a link, a password, or a cookie from before.
import type { PhaseName, Role } from '../protocol/views';
import { Problem, get, post } from './http';
import { deviceStorage } from './storage';

export interface OpenHearing {
  id: string;
  title: string;
  venue?: string;
  starts_at?: number;
  phase?: PhaseName;
}

export interface Session {
  role: Role;
  subject: string;
  name: string;
  /** Shown in the first message on a socket. */
  nonce: string;
  hearings: OpenHearing[];
}

const deviceKeyName = 'rostrum.device';
let deviceKey: string | undefined;

/** Proves to the server that a card's second knock comes from the same phone: the first answer, and the
 * cookie with it, may have been lost on the way. */
function ownDeviceKey(): string {
  deviceKey ??= deviceStorage.getItem(deviceKeyName) ?? undefined;
  if (deviceKey === undefined) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    deviceKey = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    deviceStorage.setItem(deviceKeyName, deviceKey);
  }
  return deviceKey;
}

let nonce = '';

/** Of the session this page was told of last: a page has one. */
export const ownNonce = (): string => nonce;

async function remembered(answer: Promise<Session>): Promise<Session> {
  const session = await answer;
  nonce = session.nonce;
  return session;
}

const enterBy = (path: string, ticket: object) => remembered(post<Session>(path, ticket));

export const joinByCard = (token: string) =>
  enterBy('/join', { token, device_key: ownDeviceKey() });
export const joinByLink = (token: string) => enterBy('/link', { token });
/** What is printed on a card for those who cannot scan it. */
export const joinByCode = (card: string, code: string) =>
  enterBy('/join', { card, code, device_key: ownDeviceKey() });
/** `code`: of an authenticator, once the server has asked for it. */
export const login = (name: string, password: string, code: string) =>
  enterBy('/login', { login: name, password, ...(code && { code }) });
/** Shows a one-time code again; the session goes on under another cookie and nonce. */
export const confirmByCode = (code: string) => enterBy('/session/step-up', { code });
export const logout = () => post<undefined>('/logout', {});
export const current = () => remembered(get<Session>('/session'));

/** Whether this browser still is who the page was opened by: another page of it may have come in as
 * somebody else meanwhile. */
export async function askSession(subject: string): Promise<'there' | 'gone' | 'unknown'> {
  try {
    return (await current()).subject === subject ? 'there' : 'gone';
  } catch (problem) {
    return problem instanceof Problem && problem.status === 401 ? 'gone' : 'unknown';
  }
}

/** What the address's fragment carries: `#TOKEN` of a seat card, or `#o=`, `#l=`, `#k=` of a link. */
export type Ticket = { kind: 'card' | 'link'; token: string };

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function ticketOf(text: string): Ticket | undefined {
  const fragment = text.includes('#') ? text.slice(text.indexOf('#') + 1) : text;
  const token = decoded(fragment.trim());
  if (token === '') return undefined;
  const link = /^[olk]=(.+)$/.exec(token);
  if (link?.[1] !== undefined) return { kind: 'link', token: link[1] };
  return { kind: 'card', token };
}

/** Once it has done its work, or never will: it is neither shared nor kept in the history. Until then a reload in a
 * jammed hall finds it again. */
export function clearTicket(): void {
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
}

export async function enter(ticket: Ticket | undefined): Promise<Session> {
  if (!ticket) return current();
  return ticket.kind === 'card' ? joinByCard(ticket.token) : joinByLink(ticket.token);
}
