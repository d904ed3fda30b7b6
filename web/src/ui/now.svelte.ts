// This device's time, as a value that a page draws while something counts.

const everyMs = 200;

export class Now {
  value = $state(Date.now());

  /** While a component stands there. */
  constructor(counts: () => boolean) {
    $effect(() => {
      this.value = Date.now();
      if (!counts()) return;
      const timer = setInterval(() => (this.value = Date.now()), everyMs);
      return () => clearInterval(timer);
    });
  }
}
