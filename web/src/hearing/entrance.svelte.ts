// Coming in: by what the address carries, by a cookie from before, by a card or a password.
import { isPassing, retryDelay } from '../connection/backoff';
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
  /** The server is away or unwell, and is asked again by itself. */
  tryingAgain = $state(false);

  /** Whoever types something meanwhile goes on from there. */
  private acted = false;

  async begin(): Promise<void> {
    const ticket = session.ticketOf(location.hash);
    await this.persist(() => session.enter(ticket), ticket === undefined);
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
  async by(ask: () => Promise<Session>): Promise<void> {
    this.acted = true;
    this.tryingAgain = false;
    await this.attempt(ask, false);
  }

  choose(hearing: string | undefined): void {
    this.hearing = hearing;
    if (hearing === undefined) tabStorage.removeItem(chosenKey);
    else tabStorage.setItem(chosenKey, hearing);
  }

  /** Why it failed: a page that looks left, on a machine where anybody could go on, would deceive. */
  async leave(): Promise<string | undefined> {
    try {
      await session.logout();
    } catch (error) {
      const { status, code } = problemIn(error);
      // The session is over already.
      if (status !== 401) return code;
    }
    this.outside(undefined);
    return undefined;
  }

  outside(problem: string | undefined): void {
    this.session = undefined;
    this.choose(undefined);
    this.problem = problem;
    this.state = 'outside';
  }

  /** A ticket that nobody has answered to is not lost, nor does a cookie look as if it were gone. */
  private async persist(ask: () => Promise<Session>, quiet: boolean): Promise<void> {
    for (let tries = 0; !this.acted; tries += 1) {
      const problem = await this.attempt(ask, quiet);
      if (!problem || !isPassing(problem.status)) break;
      this.tryingAgain = !this.acted;
      const pause = problem.pauseMs + retryDelay(tries, Math.random());
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    this.tryingAgain = false;
  }

  /** A ticket that does not work (already used here, say) leaves the session from before. */
  private async fallBack(): Promise<void> {
    const problem = this.problem;
    await this.persist(session.current, true);
    if (this.state === 'outside' && !this.acted) this.problem = problem;
  }

  private async attempt(ask: () => Promise<Session>, quiet: boolean): Promise<Problem | undefined> {
    try {
      const found = await ask();
      session.clearTicket();
      this.problem = undefined;
      this.session = found;
      this.hearing = chosen(found.hearings, this.hearing);
      this.state = 'inside';
      return undefined;
    } catch (error) {
      // Another attempt came in meanwhile; a code that is used up, say, puts nobody out again.
      if (this.state === 'inside') return undefined;
      const problem = problemIn(error);
      if (!isPassing(problem.status)) session.clearTicket();
      this.problem = quiet && !isPassing(problem.status) ? undefined : problem.code;
      this.state = 'outside';
      return problem;
    }
  }
}

function problemIn(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, 'network');
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
