// What one phone holds of its secret ballot, from the request for a token to the receipt. A state and
// the steps between states: no network, no cryptography, no clock. Every step is kept before anything
// is done about it, so a phone that reloads at any moment goes on where it was, and whatever it had
// sent it sends again, the same.
import type { TokenRequest, VoterSecret } from './ballot';
import { type Kept, type Stage, readKept } from './ballot_stage';
import { sealDelayMaxMs, seqMax } from './limits';

/** One place of the device's storage, for one ballot. May refuse, and then keeps nothing. */
export interface PocketStore {
  load: () => string | undefined;
  save: (text: string) => void;
}

/** What is to be done next. */
export type Task =
  /** Make a voter and a request. */
  | { kind: 'prepare' }
  /** Have the request signed, by the way on which the server knows who asks. */
  | { kind: 'issue'; request: TokenRequest }
  /** Let the person choose. */
  | { kind: 'choose' }
  /** Nothing before this instant. */
  | { kind: 'wait'; until: number }
  /** Send the vote, by the way on which the server does not know who sends. */
  | { kind: 'cast'; secret: VoterSecret & { token: string }; seq: number; choice: string }
  | { kind: 'rest' };

/** What the person may see: never what was chosen. */
export type PocketStatus = 'getting_ready' | 'choosing' | 'sealing' | 'counted' | 'over';

export class BallotPocket {
  private kept: Kept;

  constructor(
    private readonly ballot: string,
    private readonly store: PocketStore,
  ) {
    this.kept = this.stored() ?? { version: 1, ballot, step: 0, stage: { at: 'empty' } };
  }

  /** Another tab of this phone may have gone on. */
  refresh(): void {
    const stored = this.stored();
    if (stored && stored.step > this.kept.step) this.kept = stored;
  }

  /** Whether it would survive a reload. Otherwise the person should be told not to leave the page. */
  get isKept(): boolean {
    return this.stage.at === 'empty' || this.stored()?.step === this.kept.step;
  }

  get status(): PocketStatus {
    const { stage } = this;
    if (stage.at === 'over') return 'over';
    if (stage.at !== 'ready') return 'getting_ready';
    if (stage.sealed) return 'sealing';
    return stage.counted ? 'counted' : 'choosing';
  }

  /** The receipt of the last vote that was counted, also while a newer one is on its way. */
  get counted(): Stage['counted'] {
    return this.stage.counted;
  }

  /** The key under which the own vote stands in ballots.txt. */
  get voter(): string | undefined {
    return this.stage.voter;
  }

  next(now: number): Task {
    const { stage } = this;
    switch (stage.at) {
      case 'empty':
        return { kind: 'prepare' };
      case 'asking':
        return { kind: 'issue', request: stage.request };
      case 'over':
        return { kind: 'rest' };
      case 'ready': {
        if (!stage.sealed) return { kind: stage.counted ? 'rest' : 'choose' };
        // A clock that was set back does not make anybody wait for hours.
        const until = Math.min(stage.sealed.due, now + sealDelayMaxMs);
        if (now < until) return { kind: 'wait', until };
        return { kind: 'cast', secret: stage.secret, seq: stage.seq, choice: stage.sealed.choice };
      }
    }
  }

  /** A request was made. Only the first is kept: the server signs one. */
  prepared(request: TokenRequest): void {
    this.change((stage) =>
      stage.at === 'empty' ? { at: 'asking', voter: request.voter, request } : stage,
    );
  }

  /** The token came, verified. The blinding has done its work and goes. */
  issued(voter: string, token: string): void {
    this.change((stage) => {
      if (stage.at !== 'asking' || stage.voter !== voter) return stage;
      const { seed, prefix } = stage.request;
      return { at: 'ready', voter, secret: { seed, prefix, token }, seq: 0 };
    });
  }

  /**
   * The person has chosen, or thinks better of it. Replaces what has no receipt yet; what has one is
   * replaced in the box once this is cast.
   * @param chance a number in [0, 1)
   */
  seal(choice: string, now: number, chance: number): void {
    const due = now + Math.floor(chance * sealDelayMaxMs);
    this.change((stage) =>
      stage.at === 'ready' && stage.seq < seqMax
        ? { ...stage, seq: stage.seq + 1, sealed: { choice, due } }
        : stage,
    );
  }

  /** The vote of this number is in the box, and the receipt was verified. The choice goes. */
  receipted(seq: number, lineHash: string, receipt: string): void {
    this.change((stage) => {
      if (stage.at !== 'ready' || !stage.sealed || stage.seq !== seq) return stage;
      const { sealed: _sealed, ...rest } = stage;
      return { ...rest, counted: { seq, lineHash, receipt } };
    });
  }

  /**
   * The box holds this number or a higher one: the storage had lost a vote that was sent. False when
   * there is no higher number left.
   */
  raise(seq: number): boolean {
    this.change((stage) =>
      stage.at === 'ready' && stage.sealed && stage.seq === seq && seq < seqMax
        ? { ...stage, seq: Math.min(2 * seq + 1, seqMax) }
        : stage,
    );
    return !(this.stage.at === 'ready' && this.stage.seq === seq);
  }

  /** What is sealed can no longer be counted. The choice goes. */
  forget(): void {
    this.change((stage) => {
      if (stage.at !== 'ready') return stage;
      const { sealed: _sealed, ...rest } = stage;
      return rest;
    });
  }

  /** The ballot is closed: only what proves the own vote stays. */
  settle(): void {
    this.change(({ at, voter, counted }) =>
      at === 'empty'
        ? { at }
        : { at: 'over', ...(voter && { voter }), ...(counted && { counted }) },
    );
  }

  private get stage(): Stage {
    return this.kept.stage;
  }

  private stored(): Kept | undefined {
    return readKept(this.store.load(), this.ballot);
  }

  /** From the furthest state there is. */
  private change(step: (stage: Stage) => Stage): void {
    this.refresh();
    const stage = step(this.stage);
    if (stage === this.stage) return;
    this.kept = { ...this.kept, step: this.kept.step + 1, stage };
    this.store.save(JSON.stringify(this.kept));
  }
}
