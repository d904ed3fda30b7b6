// This phone's own look into the box after the close: fetches what was published, and has it checked.
import { retryDelay } from '../../connection/backoff';
import type { BallotCraft } from '../../trust/ballot_craft';
import type { BoxFiles, BoxVerdict } from '../../trust/ballot_check';
import { isOver } from './secret';
import type { SecretBallot } from './secret';

/** So many phones may look by themselves; in a city each would fetch the votes of all. */
export const looksByItselfBelow = 500;
/** All phones learn of the close in the same moment, and must not all ask in the next one. */
export const spreadMs = 20_000;

export interface BoxSurroundings {
  files: (ballot: SecretBallot) => Promise<BoxFiles>;
  /** Throws when the worker broke down; the next call has another. */
  check: BallotCraft['checkBox'];
  /** In [0, 1). */
  chance: () => number;
}

export class BoxCheck {
  verdict = $state.raw<BoxVerdict | undefined>();
  /** It looks by itself, or is doing so. */
  isUnderWay = $state.raw(false);
  /** The files did not come, or could not be checked: both are tried again. */
  isAway = $state.raw(false);

  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private begun = false;

  constructor(private readonly around: BoxSurroundings) {}

  /** With every change of the view. A void ballot has nothing to check. */
  follow(ballot: SecretBallot, own: { voter: string; seq: number } | undefined): void {
    if (this.begun || !own || !isOver(ballot) || ballot.state === 'voided') return;
    if (ballot.sheet_sha256 === undefined || (ballot.tokens ?? 0) >= looksByItselfBelow) return;
    this.begin(ballot, own, this.around.chance() * spreadMs);
  }

  /** By hand. */
  look(ballot: SecretBallot, own: { voter: string; seq: number }): void {
    if (!this.begun) this.begin(ballot, own, 0);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private begin(ballot: SecretBallot, own: { voter: string; seq: number }, after: number): void {
    this.begun = this.isUnderWay = true;
    this.timer = setTimeout(() => void this.check(ballot, own), after);
  }

  private async check(ballot: SecretBallot, own: { voter: string; seq: number }): Promise<void> {
    try {
      const claim = { terms: ballot.terms, sheetSha256: ballot.sheet_sha256 ?? '' };
      const files = await this.around.files(ballot);
      this.verdict = await this.around.check(files, claim, own);
      this.isUnderWay = this.isAway = false;
    } catch {
      this.isAway = true;
      const delay = retryDelay(this.tries, this.around.chance());
      this.tries += 1;
      this.timer = setTimeout(() => void this.check(ballot, own), delay);
    }
  }
}
