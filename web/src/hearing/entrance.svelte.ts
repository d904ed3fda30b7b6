// Coming in: by what the address carries, by a cookie from before, by a card or a password.
import { retryDelay } from '../connection/backoff';
import { Problem } from '../connection/http';
import * as session from '../connection/session';
import type { OpenHearing, Session, Ticket } from '../connection/session';
import { tabStorage } from '../connection/storage';

const chosenKey = 'rostrum.hearing';

export class Entrance {
  state = $state<'trying' | 'outside' | 'inside'>('trying');
  session = $state.raw<Session | undefined>();
  /** The code of what went wrong; nothing after simply coming without a ticket. */
  problem = $state<string | undefined>();
  hearing = $state<string | undefined>();

  /** Whoever types something meanwhile goes on from there. */
  private acted = false;

  /** A server out of reach is tried again: the ticket has left the address bar and must not be lost. */
  async begin(): Promise<void> {
    const ticket = session.takeTicket();
    for (let tries = 0; !this.acted; tries += 1) {
      await this.attempt(() => session.enter(ticket), ticket === undefined);
      if (this.problem !== 'network') break;
      await new Promise((resolve) => setTimeout(resolve, retryDelay(tries, Math.random())));
    }
    if (this.state === 'outside' && ticket && !this.acted) await this.fallBack();
  }

  async byText(text: string): Promise<void> {
    const ticket = session.ticketOf(text);
    if (ticket) await this.byTicket(ticket);
  }

  byTicket(ticket: Ticket): Promise<void> {
    return this.by(() => session.enter(ticket));
  }

  /** `code`: of an authenticator, or empty. */
  byPassword(name: string, password: string, code: string): Promise<void> {
    return this.by(() => session.login(name, password, code));
  }

  /** In whatever way somebody comes in by hand. */
  by(ask: () => Promise<Session>): Promise<void> {
    this.acted = true;
    return this.attempt(ask, false);
  }

  choose(hearing: string | undefined): void {
    this.hearing = hearing;
    if (hearing === undefined) tabStorage.removeItem(chosenKey);
    else tabStorage.setItem(chosenKey, hearing);
  }

  async leave(): Promise<void> {
    try {
      await session.logout();
    } catch {
      // The cookie may be gone already.
    }
    this.outside(undefined);
  }

  outside(problem: string | undefined): void {
    this.session = undefined;
    this.choose(undefined);
    this.problem = problem;
    this.state = 'outside';
  }

  /** A ticket that does not work (already used here, say) leaves the session from before. */
  private async fallBack(): Promise<void> {
    const problem = this.problem;
    await this.attempt(session.current, true);
    if (this.state === 'outside') this.problem = problem;
  }

  private async attempt(ask: () => Promise<Session>, quiet: boolean): Promise<void> {
    try {
      const found = await ask();
      this.problem = undefined;
      this.session = found;
      this.hearing = chosen(found.hearings, this.hearing);
      this.state = 'inside';
    } catch (error) {
      // Another attempt came in meanwhile; a code that is used up, say, puts nobody out again.
      if (this.state === 'inside') return;
      const code = error instanceof Problem ? error.code : 'network';
      this.problem = quiet && code !== 'network' ? undefined : code;
      this.state = 'outside';
    }
  }
}

export function isUnderWay({ phase }: OpenHearing): boolean {
  return phase !== undefined && phase !== 'draft' && phase !== 'closed';
}

function chosen(hearings: OpenHearing[], now: string | undefined): string | undefined {
  const wished =
    new URLSearchParams(location.search).get('hearing') ?? now ?? tabStorage.getItem(chosenKey);
  if (wished !== null && hearings.some((hearing) => hearing.id === wished)) return wished;
  // Whoever comes now comes for what is going on now.
  const live = hearings.filter(({ phase }) => phase !== 'draft' && phase !== 'closed');
  const likely = live.length > 0 ? live : hearings;
  return likely.length === 1 ? likely[0]?.id : undefined;
}
