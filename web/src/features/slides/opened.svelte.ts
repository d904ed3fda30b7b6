// The deck of a hearing, as long as something shows it.
import { untilDone } from './again';
import { openDeck } from './deck';
import type { Deck } from './deck';
import { deckAddress } from './deck_address';
import { Sheets } from './sheets';

export class Opened {
  deck = $state.raw<Deck | undefined>();
  sheets = $state.raw<Sheets | undefined>();
  /** It cannot be shown here: gone, or it did not open and is tried again. */
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
    const { signal } = closing;
    const address = deckAddress(this.hearing, sha256);
    const deck = await untilDone(
      () => this.open(address, signal),
      signal,
      () => (this.failed = true),
    );
    before.abort();
    if (signal.aborted) return deck?.close();
    if (!deck) return;
    this.deck = deck;
    this.sheets = new Sheets(deck);
    this.failed = false;
  }

  close(): void {
    this.closing.abort();
  }
}
