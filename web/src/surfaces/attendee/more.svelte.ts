// Loads the second part of the page as soon as the first is there, and does not give up.

type Parts = typeof import('./second_part');

export class More {
  parts = $state.raw<Parts | undefined>();

  async load(): Promise<void> {
    try {
      this.parts = await import('./second_part');
    } catch {
      setTimeout(() => void this.load(), 2000);
    }
  }
}
