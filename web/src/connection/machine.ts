// One connection as a state machine without I/O: what happened goes in, what to do comes out. The time
// and chance are arguments.
import type { ClientMessage, Command, ServerMessage } from '../protocol/messages';
import type { Audience } from '../protocol/views';
import { afterClose, retryDelay } from './backoff';
import type { AfterClose } from './backoff';
import type { Outbox, Outcome, Waiting } from './outbox';
import { ServerClock } from './server_clock';

export const pingEveryMs = 20_000;
export const silentMostMs = 45_000;
/** After the phone woke: how long an open connection has to prove that it lives. */
export const probeMs = 3_000;
export const helloMostMs = 10_000;
export const busyRetryMs = 1_500;
/** How long a press of the staff holds: what comes later may meet another state than was on the page. A blink of the
 * network is shorter than this. */
export const staleAfterMs = 10_000;

export interface Greeting {
  hearing: string;
  audience: Audience;
  nonce: string;
  resume?: { epoch: number; version: number };
}

export type EndReason =
  Extract<AfterClose, { kind: 'end' }>['reason'] | 'unknown_hearing' | 'audience_may_not';

export type Action =
  | { do: 'open' }
  | { do: 'close' }
  | { do: 'send'; message: ClientMessage }
  | { do: 'deliver'; message: ServerMessage }
  | { do: 'settle'; id: string; outcome: Outcome }
  /** The handshake failed twice, or the session is another one: only HTTP can say what became of it. */
  | { do: 'ask_session' }
  /** The command waits until the person has shown a one-time code. */
  | { do: 'ask_code'; id: string };

export type Status = 'idle' | 'connecting' | 'greeting' | 'live' | 'waiting' | 'ended';

export class Machine {
  status: Status = 'idle';
  end: EndReason | undefined;
  readonly clock = new ServerClock();
  private attempt = 0;
  private retryAt = 0;
  private heardAt = 0;
  private pingedAt = 0;
  private probeBy: number | undefined;
  private asked = false;
  private tickedAt = 0;
  /** Runs the hearing for all; the others have their own words and wishes. */
  private isStaff = false;

  constructor(
    private readonly greeting: () => Greeting,
    private readonly outbox: Outbox,
    private readonly chance: () => number,
  ) {}

  start(now: number): Action[] {
    if (this.status !== 'idle' && this.status !== 'waiting' && this.status !== 'ended') return [];
    this.status = 'connecting';
    this.end = undefined;
    this.heardAt = now;
    return [{ do: 'open' }];
  }

  opened(now: number): Action[] {
    this.status = 'greeting';
    this.asked = false;
    this.heardAt = now;
    return [this.hello(this.greeting())];
  }

  closed(now: number, code: number): Action[] {
    if (this.status === 'ended' || this.status === 'idle') return [];
    const neverOpened = this.status === 'connecting';
    this.probeBy = undefined;
    const next = afterClose(code, this.attempt, this.chance());
    if (next.kind === 'end') return this.finish(next.reason);
    this.status = 'waiting';
    this.retryAt = now + next.delay;
    this.attempt += 1;
    const actions: Action[] = neverOpened && this.attempt >= 2 ? [{ do: 'ask_session' }] : [];
    return code === 1009 ? [...actions, ...this.giveUpLargest()] : actions;
  }

  /** The view's versions do not follow each other: ask for a whole one. */
  resync(): Action[] {
    if (this.status !== 'live' && this.status !== 'greeting') return [];
    const { hearing, audience, nonce } = this.greeting();
    return [this.hello({ hearing, audience, nonce })];
  }

  finish(reason: EndReason): Action[] {
    this.status = 'ended';
    this.end = reason;
    return [{ do: 'close' }];
  }

  stop(): Action[] {
    this.status = 'idle';
    return [{ do: 'close' }];
  }

  submit(command: Command): Action[] {
    if (this.status !== 'live') return [];
    const list = this.outbox.list();
    const one = list.find(({ command: { id } }) => id === command.id);
    const again = one && againOfEarlier(list, one);
    if (!again) return [sending(command)];
    one.again = again;
    return [];
  }

  /** The code was shown: the same command again, asked for anew, under its first id. */
  again(now: number, id: string): Action[] {
    const one = this.outbox.list().find(({ command }) => command.id === id);
    if (!one) return [];
    one.askedAt = now;
    return this.submit(one.command);
  }

  frame(now: number, message: ServerMessage): Action[] {
    this.heardAt = now;
    this.probeBy = undefined;
    switch (message.type) {
      case 'welcome':
        this.status = 'live';
        this.attempt = 0;
        this.pingedAt = now;
        this.clock.set(message.time, now);
        this.isStaff = message.role !== 'attendee' && message.role !== 'observer';
        return [{ do: 'deliver', message }, ...this.sendAll(now)];
      case 'view':
      case 'patch':
      case 'me':
        this.clock.hint(message.time, now);
        return [{ do: 'deliver', message }];
      case 'pong':
        this.clock.set(message.time + Math.max(0, now - message.t) / 2, now);
        return [];
      case 'ack':
        return [{ do: 'settle', id: message.id, outcome: { ok: true, result: message.result } }];
      case 'refusal':
        return [refusing(message.id, message.code)];
      case 'error':
        return this.failed(now, message.code, message.id);
      default:
        return message satisfies never;
    }
  }

  /** Time has passed. */
  tick(now: number): Action[] {
    const back = this.tickedAt - now;
    this.tickedAt = now;
    if (back > 0) this.turnBack(back);
    if (this.status === 'waiting') return now >= this.retryAt ? this.start(now) : [];
    if (this.status === 'connecting' || this.status === 'greeting') {
      return now - this.heardAt > helloMostMs ? this.drop(now) : [];
    }
    if (this.status !== 'live') return [];
    if (now - this.heardAt > silentMostMs) return this.drop(now);
    if (this.probeBy !== undefined && now > this.probeBy) return this.drop(now);
    return [...this.pingIfDue(now), ...this.sendLater(now)];
  }

  /** The page is looked at again, or the network is back: prove the connection, or make one now. */
  wake(now: number): Action[] {
    if (this.status === 'waiting') return this.start(now);
    if (this.status !== 'live') return [];
    this.probeBy = now + probeMs;
    this.pingedAt = now;
    return [{ do: 'send', message: { type: 'ping', t: Math.round(now) } }];
  }

  /** Milliseconds until `tick` has something to do, at most a second. */
  dueIn(now: number): number {
    return this.status === 'waiting' ? Math.min(1000, Math.max(20, this.retryAt - now)) : 1000;
  }

  /** Somebody set the device's clock back: what was due soon is not due in hours. */
  private turnBack(by: number): void {
    this.retryAt -= by;
    this.heardAt -= by;
    this.probeBy = this.probeBy === undefined ? undefined : this.probeBy - by;
    for (const one of this.outbox.list()) {
      one.askedAt -= by;
      if (one.again) one.again.at -= by;
    }
    // And the offset to the server's clock is another one: ask at once.
    this.pingedAt = -Infinity;
  }

  private hello(greeting: Greeting): Action {
    return { do: 'send', message: { type: 'hello', protocol: 1, ...greeting } };
  }

  /** The connection looks open and is dead: phones do not always say so. */
  private drop(now: number): Action[] {
    this.status = 'waiting';
    this.probeBy = undefined;
    this.retryAt = now + retryDelay(this.attempt, this.chance());
    this.attempt += 1;
    return [{ do: 'close' }];
  }

  private failed(now: number, code: string, id: string | undefined): Action[] {
    if (code === 'unknown_hearing' || code === 'audience_may_not') return this.finish(code);
    if (code === 'wrong_nonce') return this.askOnce();
    if (code === 'hello_expected') return this.resync();
    if (code === 'step_up_needed' && id !== undefined) return [{ do: 'ask_code', id }];
    if (code === 'too_fast' || code === 'busy' || code === 'storage_failed') {
      const list = this.outbox.list();
      for (const one of list) {
        if (id !== undefined && one.command.id !== id) continue;
        const at = now + busyRetryMs * (1 + this.chance());
        one.again = againOfEarlier(list, one) ?? { at, code };
      }
      return [];
    }
    return id === undefined ? [] : [refusing(id, code)];
  }

  /** The cookie is another than the page knew: once on a connection it may learn the new nonce. */
  private askOnce(): Action[] {
    if (this.asked) return this.finish('no_session');
    this.asked = true;
    return [{ do: 'ask_session' }];
  }

  private pingIfDue(now: number): Action[] {
    if (now - this.pingedAt < pingEveryMs) return [];
    this.pingedAt = now;
    return [{ do: 'send', message: { type: 'ping', t: Math.round(now) } }];
  }

  /** After a lost connection, on which each may have been carried out or not. */
  private sendAll(now: number): Action[] {
    return this.outbox.list().map((one) => this.sendUnlessStale(one, now, 'not_sent_in_time'));
  }

  private sendLater(now: number): Action[] {
    return this.outbox
      .list()
      .flatMap((one) =>
        one.again && one.again.at <= now ? [this.sendUnlessStale(one, now, one.again.code)] : [],
      );
  }

  private sendUnlessStale(one: Waiting, now: number, code: string): Action {
    one.again = undefined;
    const isStale = this.isStaff && !one.kept && now - one.askedAt > staleAfterMs;
    return isStale ? refusing(one.command.id, code) : sending(one.command);
  }

  /** It is the one that was too large; if another is as well, the next connection will tell. */
  private giveUpLargest(): Action[] {
    const [largest] = this.outbox.commands().sort((a, b) => lengthOf(b) - lengthOf(a));
    return largest ? [refusing(largest.id, 'message_too_large')] : [];
  }
}

/** What somebody wishes later must not be overtaken by what they wished before: it waits with that. */
function againOfEarlier(list: Waiting[], one: Waiting): Waiting['again'] {
  const earlier = list
    .slice(0, list.indexOf(one))
    .find(({ again, command }) => again && command.name === one.command.name);
  return earlier?.again && { ...earlier.again };
}

function sending(command: Command): Action {
  return { do: 'send', message: { type: 'command', ...command } };
}

function refusing(id: string, code: string): Action {
  return { do: 'settle', id, outcome: { ok: false, code } };
}

function lengthOf(command: Command): number {
  return JSON.stringify(command).length;
}
