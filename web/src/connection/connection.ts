// Carries out what the machine says: a WebSocket, timers, and the page's coming and going.
import { decode } from '../protocol/decode';
import type { Command, ServerMessage } from '../protocol/messages';
import type { Action, Greeting } from './machine';
import { Machine } from './machine';
import type { Outbox, Outcome } from './outbox';

export interface ConnectionEvents {
  message: (message: ServerMessage) => void;
  /** The status, the outbox or the clock may have changed. */
  changed: () => void;
  /** The answer to a command that nobody on this page waits for. */
  unheard: (command: Command, outcome: Outcome) => void;
  askSession: () => Promise<'there' | 'gone' | 'unknown'>;
  /** Whether the person has shown a one-time code. */
  askCode: () => Promise<boolean>;
}

export class Connection {
  readonly machine: Machine;
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listening = new AbortController();

  constructor(
    greeting: () => Greeting,
    readonly outbox: Outbox,
    private readonly events: ConnectionEvents,
  ) {
    this.machine = new Machine(greeting, outbox, Math.random);
  }

  start(): void {
    const wake = () => this.run(this.machine.wake(Date.now()));
    const { signal } = this.listening;
    addEventListener('online', wake, { signal });
    addEventListener('pageshow', wake, { signal });
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && wake(),
      { signal },
    );
    this.restart();
  }

  restart(): void {
    this.run(this.machine.start(Date.now()));
    this.schedule();
  }

  stop(): void {
    this.listening.abort();
    clearTimeout(this.timer);
    this.run(this.machine.stop());
  }

  send(command: Command, kept: boolean): Promise<Outcome> {
    const answer = this.outbox.add(command, kept, Date.now());
    this.run(this.machine.submit(command));
    return answer;
  }

  /** It is known now what hearing this is. */
  recall(record: string): void {
    const { left, lost } = this.outbox.recall(record);
    for (const one of lost) this.events.unheard(one, { ok: false, code: 'record_is_another' });
    this.run(left.flatMap((command) => this.machine.submit(command)));
  }

  resync(): void {
    this.run(this.machine.resync());
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.run(this.machine.tick(Date.now()));
      this.schedule();
    }, this.machine.dueIn(Date.now()));
  }

  private run(actions: Action[]): void {
    for (const action of actions) this.perform(action);
    this.events.changed();
  }

  private perform(action: Action): void {
    switch (action.do) {
      case 'open':
        return this.open();
      case 'close':
        return this.drop();
      case 'send':
        if (this.socket?.readyState === WebSocket.OPEN) {
          this.socket.send(JSON.stringify(action.message));
        }
        return;
      case 'deliver':
        return this.events.message(action.message);
      case 'settle':
        return this.settle(action.id, action.outcome);
      case 'ask_session':
        void this.events.askSession().then((found) => {
          if (found === 'gone') this.run(this.machine.finish('no_session'));
          if (found === 'there') this.run(this.machine.resync());
        });
        return;
      case 'ask_code':
        return void this.askCode(action.id);
      default:
        action satisfies never;
    }
  }

  private async askCode(id: string): Promise<void> {
    const shown = await this.events.askCode();
    if (!shown) this.settle(id, { ok: false, code: 'step_up_needed' });
    this.run(shown ? this.machine.again(Date.now(), id) : []);
  }

  private settle(id: string, outcome: Outcome): void {
    const command = this.outbox.commands().find((one) => one.id === id);
    if (command && !this.outbox.settle(id, outcome)) this.events.unheard(command, outcome);
  }

  private open(): void {
    this.drop();
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}/ws`, 'rostrum.v1');
    this.socket = socket;
    socket.onopen = () => this.run(this.machine.opened(Date.now()));
    socket.onmessage = (event: MessageEvent<unknown>) => {
      const message = typeof event.data === 'string' ? decode(event.data) : undefined;
      if (message) this.run(this.machine.frame(Date.now(), message));
    };
    socket.onclose = (event) => {
      this.socket = undefined;
      this.run(this.machine.closed(Date.now(), event.code));
    };
  }

  /** Lets go of the socket without hearing of its end. */
  private drop(): void {
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(1000);
  }
}
