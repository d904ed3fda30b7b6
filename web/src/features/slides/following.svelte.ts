// What a phone shows of the slides: what the hall sees, or what its owner leafs to.

export class Following {
  private chosen = $state<number | undefined>();

  /** @param hall the page the hall sees, and how many there are */
  constructor(private readonly hall: () => { page: number; pages: number }) {}

  get isLive(): boolean {
    return this.chosen === undefined;
  }

  get page(): number {
    const { page, pages } = this.hall();
    return Math.min(this.chosen ?? page, pages);
  }

  leaf(by: number): void {
    const { pages } = this.hall();
    this.chosen = Math.min(pages, Math.max(1, this.page + by));
  }

  backToLive(): void {
    this.chosen = undefined;
  }
}
