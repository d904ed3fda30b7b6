// Cards as they were issued. Their links and codes are told once, so they stay, whatever else of the office is
// looked at, until they were saved or put away. In this page's memory alone: they are secrets.
import { secretariat } from '../../i18n/secretariat';
import type { HallView } from '../../protocol/views';
import { tell } from '../../ui/toasts.svelte';
import { withoutThoseOf } from './cards';
import type { Card } from './cards';

export interface Issued {
  readonly key: number;
  readonly hearing: string;
  readonly cards: readonly Card[];
  /** What their categories are called. */
  readonly view: Pick<HallView, 'hearing' | 'rules'>;
  /** Sheets with all of them, in base64; drawn once, with them. */
  readonly pdf: string | undefined;
  /** Whose card on the sheets has ended since. */
  readonly ended: readonly string[];
  readonly isSaved: boolean;
}

export class IssuedCards {
  /** The latest first. */
  private all = $state.raw<readonly Issued[]>([]);
  private count = 0;

  /** Requests whose answer may tell of cards: until it is there it is not saved either. */
  private underWay = $state(0);

  get lists(): readonly Issued[] {
    return this.all;
  }

  get areUnsaved(): boolean {
    return this.underWay > 0 || this.all.some(({ isSaved }) => !isSaved);
  }

  /** To leave would end the page, and what nobody can look up again. */
  mayGo(): boolean {
    if (!this.areUnsaved) return true;
    tell(this.underWay > 0 ? secretariat.t.cardsUnderWay : secretariat.t.saveBeforeLogout, 'bad');
    return false;
  }

  askBeforeUnload = (event: BeforeUnloadEvent): void => {
    if (!this.areUnsaved) return;
    event.preventDefault();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Chromium before 119 knows nothing else
    event.returnValue = true;
  };

  async awaiting<Answer>(answer: Promise<Answer>): Promise<Answer> {
    this.underWay += 1;
    try {
      return await answer;
    } finally {
      this.underWay -= 1;
    }
  }

  of(hearing: string): readonly Issued[] {
    return this.all.filter((one) => one.hearing === hearing);
  }

  /**
   * A card issued anew ends the one before, which goes from where it stands; from a drawn sheet nothing can go. Sheets
   * are kept all the same: they are the only ones of everybody else.
   */
  add(
    hearing: string,
    view: Issued['view'],
    { cards, pdf }: { cards: Card[]; pdf?: string },
  ): void {
    const older = this.all.map((one) => {
      const left = one.hearing === hearing ? withoutThoseOf(one.cards, cards) : one.cards;
      if (left.length === one.cards.length) return one;
      const ended = one.cards.filter((card) => !left.includes(card));
      return {
        ...one,
        cards: left,
        ended: [...one.ended, ...ended.map(({ participant }) => participant)],
      };
    });
    this.count += 1;
    this.all = [
      { key: this.count, hearing, cards, view, pdf, ended: [], isSaved: false },
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
