// What an attendee's phone has to do with the secret ballot of the hall: its vote while there is one to
// cast, and its own look into the box afterwards. Nothing for any other ballot.
import { getBytes } from '../../connection/http';
import { castUrl, postCast } from '../../connection/cast';
import { deviceStorage } from '../../connection/storage';
import type { Keeper } from '../../connection/storage';
import type { Outcome } from '../../connection/outbox';
import type { CommandBodies } from '../../protocol/messages';
import type { Ballot, Me } from '../../protocol/views';
import { startBallotCraft } from '../../trust/ballot_client';
import type { BallotClient } from '../../trust/ballot_client';
import type { BoxFiles } from '../../trust/ballot_check';
import type { PocketStore } from '../../trust/ballot_pocket';
import type { Answer } from '../../trust/ballot_voting';
import { BoxCheck } from './box_check.svelte';
import { secretOf } from './secret';
import type { SecretBallot } from './secret';
import { SecretVoting } from './secret_voting.svelte';

export type Claim = (name: 'claim_ballot', body: CommandBodies['claim_ballot']) => Promise<Outcome>;

/** Of one phone in one hearing. */
export interface Owner {
  hearing: string;
  subject: string;
  claim: Claim;
}

export class OwnVote {
  ballot = $state.raw<SecretBallot | undefined>();
  voting = $state.raw<SecretVoting | undefined>();
  check = $state.raw<BoxCheck | undefined>();
  /** Of the key that this phone uses, not of what the server says of it. */
  code = $state.raw('');

  private spare: BallotClient | undefined;
  private isTelling = false;
  private readonly listening = new AbortController();

  constructor(
    private readonly owner: Owner,
    private readonly keeper: Keeper = deviceStorage,
    private readonly startCraft: () => BallotClient = startBallotCraft,
  ) {
    const wake = () => this.voting?.wake();
    const { signal } = this.listening;
    for (const event of ['online', 'pageshow', 'storage', 'focus']) {
      addEventListener(event, wake, { signal });
    }
  }

  /** With every change of the view. */
  follow(ballot: Ballot, me: Me | undefined): void {
    // Before it opens, since a whole hall would load the worker in the second in which it is needed.
    if (ballot.state === 'locked') this.spare ??= this.startCraft();
    const secret = secretOf(ballot);
    if (!secret) return;
    if (secret.terms.key !== this.ballot?.terms.key) this.begin(secret);
    this.ballot = secret;
    void this.tellCode(secret.terms.key);
    this.voting?.follow(secret, me);
    this.check?.follow(secret, this.voting?.own);
  }

  stop(): void {
    this.listening.abort();
    this.spare?.stop();
    this.voting?.stop();
    this.check?.stop();
  }

  private begin(ballot: SecretBallot): void {
    this.voting?.stop();
    this.check?.stop();
    this.code = '';
    const { ballot: id, key } = ballot.terms;
    // A ballot of the same name with another key, as after a rehearsal, is another ballot.
    const voting = new SecretVoting(`${id} ${key}`, ballot, {
      startCraft: () => this.takeSpare(),
      issue: (_id, blinded) => this.issue(ballot, blinded),
      cast: ({ cast = {} }, body) => postCast(castUrl(cast, location), body),
      store: this.storeOf(ballot),
      now: Date.now,
      chance: Math.random,
    });
    this.voting = voting;
    this.check = new BoxCheck({
      files: (closed) => this.files(closed),
      check: (...body) => voting.withCraft((craft) => craft.checkBox(...body)),
      chance: Math.random,
    });
  }

  /** Until it is told: the worker may not load at first. */
  private async tellCode(key: string): Promise<void> {
    const { voting } = this;
    if (this.code !== '' || this.isTelling || !voting) return;
    this.isTelling = true;
    try {
      const code = await voting.withCraft((craft) => craft.keyCode(key));
      if (voting === this.voting) this.code = code;
    } catch {
      // The next change of the view asks again.
    }
    this.isTelling = false;
  }

  private takeSpare(): BallotClient {
    const client = this.spare ?? this.startCraft();
    this.spare = undefined;
    return client;
  }

  private async issue({ ballot }: SecretBallot, blinded: string): Promise<Answer> {
    const outcome = await this.owner.claim('claim_ballot', { ballot, blinded });
    if (!outcome.ok) return outcome;
    return { ok: true, value: String(outcome.result.blind_signature) };
  }

  private storeOf({ terms }: SecretBallot): PocketStore {
    const key = `rostrum.pocket.${this.owner.subject}.${terms.ballot}`;
    return {
      load: () => this.keeper.getItem(key) ?? undefined,
      save: (text) => this.keeper.setItem(key, text),
    };
  }

  private async files({ ballot }: SecretBallot): Promise<BoxFiles> {
    const parts = [this.owner.hearing, 'ballots', ballot].map(encodeURIComponent).join('/');
    const [sheet, ballots] = await Promise.all([
      getBytes(`/hearings/${parts}/ballot.txt`),
      getBytes(`/hearings/${parts}/ballots.txt`),
    ]);
    return { sheet, ballots };
  }
}
