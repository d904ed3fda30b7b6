// Pages that are drawn already, so that the next one is there when it is wanted.
import type { Deck } from './deck';

/** The one shown, the one before and the one behind, in two sizes. */
const sheetsKept = 6;

export interface Size {
  width: number;
  height: number;
}

export class Sheets {
  private readonly drawn = new Map<string, Promise<HTMLCanvasElement>>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly deck: Pick<Deck, 'draw'>) {}

  /** The page as a picture; the same again as long as it is kept. */
  sheet(page: number, { width, height }: Size): Promise<HTMLCanvasElement> {
    const key = `${page} ${width} ${height}`;
    const known = this.drawn.get(key);
    this.drawn.delete(key);
    const sheet = known ?? this.next(() => this.deck.draw(page, width, height));
    this.drawn.set(key, sheet); // To the end: asked for last.
    sheet.catch(() => this.drawn.delete(key));
    for (const oldest of [...this.drawn.keys()].slice(0, -sheetsKept)) this.drawn.delete(oldest);
    return sheet;
  }

  /** One after the other: who is shown must not wait for who is prepared beside it. */
  private next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }
}
