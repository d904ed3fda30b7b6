// More than fits on one page of a screen that nobody scrolls: page after page, again and again.

/** From the first on, as many on each page as there are places for. */
function packed<T>(items: readonly T[], places: number, takes: (item: T) => number): T[][] {
  const pages: T[][] = [];
  let left = 0;
  for (const item of items) {
    const page = pages[pages.length - 1];
    const taken = Math.min(places, takes(item));
    if (page && taken <= left) page.push(item);
    else pages.push([item]);
    left = (page && taken <= left ? left : places) - taken;
  }
  return pages;
}

/**
 * As few pages as possible, all about as full.
 * @param takes how many of a page's places one takes
 */
export function pagesOf<T>(
  items: readonly T[],
  places: number,
  takes: (item: T) => number = () => 1,
): T[][] {
  const needed = packed(items, places, takes);
  for (let fewer = 1; fewer < places; fewer += 1) {
    const pages = packed(items, fewer, (item) => takes(item));
    if (pages.length === needed.length) return pages;
  }
  return needed;
}

/** Long enough to read a page aloud. */
export const pageStaysMs = 12_000;

export class Rotation<T> {
  private turned = $state(0);
  /** The place of the page that is shown, from 0. */
  readonly at: number = $derived.by(() => this.turned % Math.max(1, this.pages().length));
  readonly shown: T[] = $derived.by(() => this.pages()[this.at] ?? []);

  /** While a component stands there. */
  constructor(readonly pages: () => T[][]) {
    const turns = $derived(pages().length > 1);
    $effect(() => {
      if (!turns) return;
      const timer = setInterval(() => (this.turned += 1), pageStaysMs);
      return () => clearInterval(timer);
    });
  }

  /** Whether every page has been there once. */
  get hasSeenAll(): boolean {
    return this.turned >= this.pages().length;
  }
}
