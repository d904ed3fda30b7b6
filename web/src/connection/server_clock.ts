// The server's clock, as far as this device can know it.

export class ServerClock {
  /** Server's time minus this device's; 0 until the server has spoken. */
  offset = 0;
  private known = false;

  /** From a message just sent: `welcome`, `pong`. */
  set(serverTime: number, now: number): void {
    const sample = serverTime - now;
    // A late message makes the server look early: the highest sample is the best, unless it is far off,
    // for then somebody set a clock.
    if (!this.known || sample > this.offset || sample < this.offset - 1000) this.offset = sample;
    this.known = true;
  }

  /** From a message that may have waited: it can only prove that the server is later than thought. */
  hint(serverTime: number, now: number): void {
    if (serverTime - now > this.offset) this.offset = serverTime - now;
  }
}
