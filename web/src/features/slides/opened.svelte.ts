// The deck of a hearing, as long as something shows it.
import { openDeck } from './deck';
import type { Deck } from './deck';
import { deckAddress } from './deck_address';
import { Sheets } from './sheets';

export class Opened {
  deck = $state.raw<Deck | undefined>();
  sheets = $state.raw<Sheets | undefined>();
  /** It cannot be shown here: gone, or this browser is too old. */
  failed = $state(false);

  private sha256: string | undefined;
  private closing = new AbortController();

  constructor(
    private readonly hearing: string,
    private readonly open: typeof openDeck = openDeck,
  ) {}

  /** Another deck takes the place of the one before when it is there, not sooner. */
  async follow(sha256: string): Promise<void> {
    if (sha256 === this.sha256) return;
    this.sha256 = sha256;
    const before = this.closing;
    const closing = new AbortController();
    this.closing = closing;
    try {
      const deck = await this.open(deckAddress(this.hearing, sha256), closing.signal);
      if (closing.signal.aborted) return deck.close();
      this.deck = deck;
      this.sheets = new Sheets(deck);
      this.failed = false;
    } catch {
      if (!closing.signal.aborted) this.failed = true;
    } finally {
      before.abort();
    }
  }

  close(): void {
    this.closing.abort();
  }
}
