// One phone's vote: claim the ballot, cast the choice, and keep trying until it is counted. The choice
// is kept only until the server has it, and is never shown again.
import type { Outcome } from '../../connection/outbox';
import type { CommandBodies } from '../../protocol/messages';

type SendBallot = <Name extends 'claim_ballot' | 'cast_ballot'>(
  name: Name,
  body: CommandBodies[Name],
) => Promise<Outcome>;

export interface Memory {
  /** Of the last cast; a higher one replaces it. */
  revision: number;
  counted: boolean;
  /** Chosen, and not yet known to be counted. */
  choice?: string;
}

export interface MemoryStore {
  load: () => Memory | undefined;
  save: (memory: Memory) => void;
}

/** After another device voted with this card, our revision may be too low. */
const raisesMost = 8;

export class Casting {
  state = $state<'choosing' | 'sending' | 'counted'>('choosing');
  /** The code of a refusal. */
  failure = $state<string | undefined>();
  private memory: Memory;

  constructor(
    private readonly ballot: string,
    private readonly send: SendBallot,
    private readonly store: MemoryStore,
    /** What this phone remembers was counted only where the server has issued a ballot for it. */
    isIssued: boolean,
  ) {
    this.memory = store.load() ?? { revision: 0, counted: false };
    if (!isIssued) this.memory.counted = false;
    if (this.memory.choice !== undefined) void this.deliver(this.memory.choice);
    else if (this.memory.counted) this.state = 'counted';
  }

  async choose(choice: string): Promise<void> {
    this.remember({ ...this.memory, choice, revision: this.memory.revision + 1 });
    await this.deliver(choice);
  }

  /** Opens the options again. What was chosen before stays counted until another choice is. */
  reconsider(): void {
    this.failure = undefined;
    this.state = 'choosing';
  }

  keep(): void {
    this.state = 'counted';
  }

  get hasCounted(): boolean {
    return this.memory.counted;
  }

  private async deliver(choice: string): Promise<void> {
    this.state = 'sending';
    this.failure = undefined;
    const outcome = await this.attempt(choice);
    if (outcome.ok) {
      this.remember({ revision: this.memory.revision, counted: true });
      this.state = 'counted';
      return;
    }
    this.remember({ revision: this.memory.revision, counted: this.memory.counted });
    this.failure = outcome.code;
    this.state = 'choosing';
  }

  private async attempt(choice: string): Promise<Outcome> {
    const claim = await this.send('claim_ballot', { ballot: this.ballot });
    if (!claim.ok) return claim;
    const key = String(claim.result.key);
    for (let raised = 0; ; raised += 1) {
      const { revision } = this.memory;
      const cast = await this.send('cast_ballot', { ballot: this.ballot, key, choice, revision });
      if (cast.ok || cast.code !== 'revision_is_old' || raised === raisesMost) return cast;
      this.remember({ ...this.memory, revision: revision * 2 + 1 });
    }
  }

  private remember(memory: Memory): void {
    this.memory = memory;
    this.store.save(memory);
  }
}
