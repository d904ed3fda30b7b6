// For five seconds the desk can take back what it just did.
import type { Act } from '../../hearing/hearing.svelte';
import { running } from '../../i18n/running';
import type { CommandName } from '../../protocol/messages';
import type { HallView } from '../../protocol/views';
import { dismiss, tell } from '../../ui/toasts.svelte';
import { correction } from './correction';
import type { Order } from './correction';

const offeredForMs = 5_000;

export class Undo {
  private last: (() => Promise<void>) | undefined;

  constructor(
    private readonly plain: Act,
    private readonly view: () => HallView | undefined,
  ) {}

  /** Does it, and offers to take it back. */
  act: Act = async (name, body) => {
    const view = this.view();
    const done = await this.plain(name, body);
    const orders = view && done ? correction(view, [name, body] as Order) : [];
    if (orders.length > 0) this.offer(orders);
    return done;
  };

  async take(): Promise<void> {
    const last = this.last;
    this.last = undefined;
    await last?.();
  }

  private offer(orders: Order[]): void {
    const take = async () => {
      dismiss(told);
      for (const order of orders) {
        if (!(await this.plain(...(order as [CommandName, never])))) return;
      }
      tell(running.t.undone, 'good');
    };
    const told = tell(running.t.done, 'plain', {
      ms: offeredForMs,
      action: { text: running.t.undo, press: () => this.take() },
    });
    this.last = take;
    setTimeout(() => {
      if (this.last === take) this.last = undefined;
    }, offeredForMs);
  }
}
