// One phone's vote in one secret ballot: takes the pocket forward whenever the person, the hall, the
// clock or the network lets it, and says where it stands. Never what was chosen.
import { retryDelay } from '../../connection/backoff';
import type { Me } from '../../protocol/views';
import type { BallotClient } from '../../trust/ballot_client';
import { BallotPocket } from '../../trust/ballot_pocket';
import type { PocketStatus, PocketStore } from '../../trust/ballot_pocket';
import { takeStep } from '../../trust/ballot_voting';
import type { Answer, Hands, Outcome } from '../../trust/ballot_voting';
import type { SecretBallot } from './secret';
import { isOver, votesOnPhone } from './secret';

/** While votes on their way are still taken, and that is seconds, nobody waits longer to try again. */
const closingRetryMs = 1000;
/** The card has its token, and this is not who asked for it. */
const takenCode = 'token_is_issued_already';
/** Paper was handed out for the card. */
const spentCode = 'card_is_spent';

export interface Surroundings {
  /** Begins a worker; once more when one broke down. */
  startCraft: () => BallotClient;
  issue: Hands['issue'];
  cast: (ballot: SecretBallot, ...body: Parameters<Hands['cast']>) => Promise<Answer>;
  store: PocketStore;
  now: () => number;
  /** In [0, 1). */
  chance: () => number;
}

/** Tells the network's failures from the worker's. */
class Unreached extends Error {}

type Refusal = Extract<Outcome, { kind: 'refused' }>;

export class SecretVoting {
  status = $state.raw<PocketStatus>('getting_ready');
  /** A vote of this phone is in the box, whatever happens to a newer one. */
  hasCounted = $state.raw(false);
  /** Whether a reload loses nothing. */
  isKept = $state.raw(true);
  /** The code of what keeps this phone from voting, until `retry`. */
  failure = $state.raw<string | undefined>();
  /** What was sealed last did not reach the box in time, or nobody can say before the box is public. */
  lost = $state.raw<'late' | 'unsure' | undefined>();
  /** The box was not reached, and is asked again. */
  isAway = $state.raw(false);

  private readonly pocket: BallotPocket;
  private client: BallotClient | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isBusy = false;
  private wakes = 0;
  private mayVote = false;
  private followed = '';
  private isStopped = false;
  private tries = 0;

  /** @param id what the stored state belongs to: the ballot, and the key that it was opened with */
  constructor(
    id: string,
    private ballot: SecretBallot,
    private readonly around: Surroundings,
  ) {
    this.pocket = new BallotPocket(id, around.store);
    this.show();
  }

  /** With every change of the view. */
  follow(ballot: SecretBallot, me: Me | undefined): void {
    const before = this.followed;
    this.ballot = ballot;
    this.mayVote = votesOnPhone(ballot, me);
    this.followed = `${ballot.state} ${String(this.mayVote)}`;
    // The turnout changes all the time; a pause between two tries is not cut short by that.
    if (this.followed === before) return;
    this.tries = 0;
    // The paper was another's, and is taken back: the card is free again.
    if (this.mayVote && this.failure === spentCode) this.failure = undefined;
    if (isOver(ballot)) this.settle();
    else this.wake();
  }

  /** The network, the page or another tab may have come back. */
  wake(): void {
    clearTimeout(this.timer);
    this.catchUp();
    void this.run();
  }

  choose(choice: string): void {
    if (this.ballot.state !== 'open' || !this.mayVote) return;
    this.failure = undefined;
    this.lost = undefined;
    this.pocket.seal(choice, this.around.now(), this.around.chance());
    this.wake();
  }

  retry(): void {
    this.failure = undefined;
    this.wake();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.isStopped = true;
    this.dropCraft();
  }

  /** What to look for in the box; nothing when this phone never asked for a token. */
  get own(): { voter: string; seq: number } | undefined {
    const { voter, counted } = this.pocket;
    return voter === undefined ? undefined : { voter, seq: counted?.seq ?? 0 };
  }

  /** For whoever else needs the worker. One that breaks down is not asked again. */
  async withCraft<T>(use: (craft: BallotClient['craft']) => Promise<T>): Promise<T> {
    const client = (this.client ??= this.around.startCraft());
    try {
      return await use(client.craft);
    } catch (problem) {
      if (this.client === client) this.dropCraft();
      throw problem;
    }
  }

  /** Another tab of this phone may have gone on, and then its token is no stranger's: whether one is there. */
  private catchUp(): boolean {
    this.pocket.refresh();
    const isReady = this.pocket.status !== 'getting_ready';
    if (isReady && this.failure === takenCode) this.failure = undefined;
    return isReady;
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.catchUp();
    const { status } = this.pocket;
    // Its receipt may be on the way; `run` comes back here.
    if (status === 'sealing' && this.isBusy) return;
    if (status === 'sealing') this.lost = 'unsure';
    this.pocket.settle();
    this.show();
  }

  private async run(): Promise<void> {
    this.wakes += 1;
    if (this.isBusy) return;
    this.isBusy = true;
    let pause: number | undefined;
    let woken: number;
    do {
      woken = this.wakes;
      this.show();
      pause = await this.step();
    } while (pause === 0 || woken !== this.wakes);
    this.isBusy = false;
    this.show();
    clearTimeout(this.timer);
    if (isOver(this.ballot)) this.settle();
    else if (pause !== undefined) this.timer = setTimeout(() => void this.run(), pause);
  }

  private get mayGoOn(): boolean {
    if (this.isStopped || isOver(this.ballot)) return false;
    // Whatever was sealed is brought to the box, also after a refusal that may be mistaken.
    if (this.pocket.status === 'sealing') return true;
    return this.ballot.state === 'open' && this.mayVote && this.failure === undefined;
  }

  /** Milliseconds until the next; nothing when only a wake brings one. */
  private async step(): Promise<number | undefined> {
    if (!this.mayGoOn) return undefined;
    // Once voting has ended, all that is sealed goes at once: that mixes as well, and none is late.
    const now = this.ballot.state === 'closing' ? Infinity : this.around.now();
    try {
      const outcome = await takeStep(this.pocket, this.ballot.terms, this.hands, now);
      this.isAway = false;
      return this.judge(outcome);
    } catch (problem) {
      this.isAway = true;
      if (!(problem instanceof Unreached)) this.dropCraft();
      return this.soon();
    }
  }

  private get hands(): Hands {
    const { ballot, around } = this;
    this.client ??= around.startCraft();
    return {
      craft: this.client.craft,
      issue: around.issue,
      cast: (body) =>
        around.cast(ballot, body).catch(() => {
          throw new Unreached();
        }),
      serverKey: ballot.receipt_key,
    };
  }

  private judge(outcome: Outcome): number | undefined {
    switch (outcome.kind) {
      case 'went_on':
        this.tries = 0;
        this.failure = undefined;
        return 0;
      case 'wait':
        return Math.max(1, outcome.until - this.around.now());
      case 'choose':
      case 'rest':
        return undefined;
      case 'refused':
        return this.refused(outcome);
    }
  }

  private refused({ at, code }: Refusal): number | undefined {
    if (at === 'issue') {
      this.failure = code;
      return this.catchUp() ? 0 : undefined;
    }
    if (code === 'receipt_does_not_verify') {
      this.failure = code;
      return this.soon();
    }
    this.pocket.forget();
    if (code === 'ballot_is_not_open') this.lost = 'late';
    else this.failure = code;
    return undefined;
  }

  private soon(): number {
    const delay = retryDelay(this.tries, this.around.chance());
    this.tries += 1;
    return this.ballot.state === 'closing' ? Math.min(delay, closingRetryMs) : delay;
  }

  /** It broke down, or could not be loaded: the next is made when it is needed. */
  private dropCraft(): void {
    this.client?.stop();
    this.client = undefined;
  }

  private show(): void {
    this.status = this.pocket.status;
    this.hasCounted = this.pocket.counted !== undefined;
    this.isKept = this.pocket.isKept;
  }
}
