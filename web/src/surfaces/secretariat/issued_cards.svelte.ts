// Cards as they were issued. Their links and codes are told once, so they stay, whatever else of the office is
// looked at, until they were saved or put away. In this page's memory alone: they are secrets.
import { withoutThoseOf } from './cards';
import type { Card } from './cards';

export interface Issued {
  readonly key: number;
  readonly hearing: string;
  readonly cards: readonly Card[];
  /** Sheets with them, in base64; drawn once, with them. */
  readonly pdf: string | undefined;
  readonly isSaved: boolean;
}

export class IssuedCards {
  /** The latest first. */
  private all = $state.raw<readonly Issued[]>([]);
  private count = 0;

  get areUnsaved(): boolean {
    return this.all.some(({ isSaved }) => !isSaved);
  }

  of(hearing: string): readonly Issued[] {
    return this.all.filter((one) => one.hearing === hearing);
  }

  /** A card issued anew ends the one before, which goes from where it stands. */
  add(hearing: string, { cards, pdf }: { cards: Card[]; pdf?: string }): void {
    const older = this.all.map((one) =>
      one.hearing === hearing ? { ...one, cards: withoutThoseOf(one.cards, cards) } : one,
    );
    this.count += 1;
    this.all = [
      { key: this.count, hearing, cards, pdf, isSaved: false },
      ...older.filter((one) => one.cards.length > 0),
    ];
  }

  saved(key: number): void {
    this.all = this.all.map((one) => (one.key === key ? { ...one, isSaved: true } : one));
  }

  putAway(key: number): void {
    this.all = this.all.filter((one) => one.key !== key);
  }

  /** Nobody looks at them any more. */
  putSavedAway(hearing: string): void {
    this.all = this.all.filter((one) => one.hearing !== hearing || !one.isSaved);
  }
}
