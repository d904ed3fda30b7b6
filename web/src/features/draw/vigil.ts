// Whether this page was there all the time: whoever slept or was cut off cannot say that something came
// late.

const stepMs = 250;
/** A page that runs steps at least this often, also where a browser slows down the timers of a busy one. */
const longestStepMs = 1_000;

export class Vigil {
  private since = Infinity;
  private last = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly now: () => number) {}

  begin(): void {
    if (this.timer !== undefined) return;
    this.since = this.last = this.now();
    this.timer = setInterval(() => this.step(), stepMs);
  }

  end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.since = Infinity;
  }

  /** The connection was lost: what was sent meanwhile comes later, and is not late. */
  interrupt(): void {
    if (this.timer !== undefined) this.since = Math.max(this.now(), this.last) + 1;
  }

  hasLastedSince(instant: number): boolean {
    this.step();
    return this.since <= instant;
  }

  private step(): void {
    const now = this.now();
    // Asleep, held up, or on a clock that was set.
    if (now < this.last || now - this.last > longestStepMs) this.interrupt();
    this.last = now;
  }
}
