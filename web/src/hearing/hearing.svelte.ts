// The one reactive wrapper: a connection and what is known through it, as values that a page draws.
import { Connection } from '../connection/connection';
import type { EndReason, Status } from '../connection/machine';
import { Outbox } from '../connection/outbox';
import type { Outcome } from '../connection/outbox';
import { askSession, ownNonce } from '../connection/session';
import { deviceStorage } from '../connection/storage';
import { newId } from '../connection/ulid';
import type { Command, CommandBodies, CommandName } from '../protocol/messages';
import type { Audience, HallView, Me, Role } from '../protocol/views';
import { Drafts } from './drafts.svelte';
import { stepUp } from './step_up.svelte';
import { nothingKnown, position, recordOf, reduce } from './view';
import type { Known } from './view';

/** What outlives the page: words somebody wrote and wishes somebody made, not clicks of the staff. */
const keptCommands: ReadonlySet<CommandName> = new Set<CommandName>([
  'check_in',
  'ask_question',
  'raise_hand',
  'support_question',
  'judge_answer',
  'confirm_passage',
]);

/** A page calms down: only a connection that stays away this long is worth a word. */
const patienceMs = 3_000;

export class Live<View> {
  view = $state.raw<View | undefined>();
  me = $state.raw<Me | undefined>();
  role = $state.raw<Role | undefined>();
  status = $state.raw<Status>('idle');
  end = $state.raw<EndReason | undefined>();
  /** Server's time minus this device's. */
  offset = $state.raw(0);
  /** Commands without an answer yet. */
  waiting = $state.raw<Command[]>([]);
  /** The hall has not been heard for a while. */
  away = $state.raw(false);

  readonly drafts: Drafts;

  private known: Known<View> = nothingKnown<View>();
  private readonly connection: Connection;
  private awayTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly hearing: string,
    readonly audience: Audience,
    readonly subject: string,
    /** The answer to a kept command that an earlier page had sent. */
    unheard: (command: Command, outcome: Outcome) => void = () => undefined,
  ) {
    this.drafts = new Drafts(this);
    this.connection = new Connection(
      () => {
        const resume = position(this.known);
        return { hearing, audience, nonce: ownNonce(), ...(resume ? { resume } : {}) };
      },
      new Outbox(deviceStorage, `rostrum.outbox.${hearing}.${subject}`),
      {
        message: (message) => {
          const knewOfGap = this.known.gap;
          this.known = reduce(this.known, message);
          this.view = this.known.view;
          this.me = this.known.me;
          this.role = this.known.role;
          if (this.known.gap && !knewOfGap) this.connection.resync();
          const record = recordOf(this.view);
          if (record !== undefined) this.connection.recall(record);
        },
        changed: () => this.refresh(),
        unheard,
        askSession: () => askSession(this.subject),
        askCode: () => stepUp.ask(),
      },
    );
  }

  start(): void {
    this.connection.start();
  }

  /** After another tab took the connection. */
  takeOver(): void {
    this.connection.restart();
  }

  stop(): void {
    clearTimeout(this.awayTimer);
    this.connection.stop();
  }

  send<Name extends CommandName>(name: Name, body: CommandBodies[Name]): Promise<Outcome> {
    const command: Command<Name> = { id: newId(), name, body };
    return this.connection.send(command, keptCommands.has(name));
  }

  serverNow = (): number => Date.now() + this.offset;

  private refresh(): void {
    const { machine, outbox } = this.connection;
    this.status = machine.status;
    this.end = machine.end;
    this.offset = machine.clock.offset;
    if (outbox.size > 0 || this.waiting.length > 0) this.waiting = outbox.commands();
    if (machine.status === 'live' || machine.status === 'ended') {
      clearTimeout(this.awayTimer);
      this.awayTimer = undefined;
      this.away = false;
    } else {
      this.awayTimer ??= setTimeout(() => (this.away = true), patienceMs);
    }
  }
}

export type LiveHall = Live<HallView>;
/** What a component may ask for: sends the command, tells of a refusal, and says whether it was done. */
export type Act = <Name extends CommandName>(
  name: Name,
  body: CommandBodies[Name],
) => Promise<boolean>;
