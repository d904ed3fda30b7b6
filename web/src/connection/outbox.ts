// Commands that wait for their answer. A command leaves only when the server has said what became of
// it; until then it is sent again on every new connection, under the same id.
import type { Command } from '../protocol/messages';

export type Outcome = { ok: true; result: Record<string, unknown> } | { ok: false; code: string };

export interface Waiting {
  command: Command;
  /** Written to the storage, so that it survives a reload of the page. */
  kept: boolean;
}

export interface Store {
  load: () => string | null;
  save: (text: string | null) => void;
}

export class Outbox {
  private readonly waiting = new Map<string, Waiting>();
  private readonly settlers = new Map<string, (outcome: Outcome) => void>();

  constructor(private readonly store: Store) {
    for (const command of parse(store.load())) {
      this.waiting.set(command.id, { command, kept: true });
    }
  }

  add(command: Command, kept: boolean): Promise<Outcome> {
    this.waiting.set(command.id, { command, kept });
    if (kept) this.save();
    return new Promise((resolve) => this.settlers.set(command.id, resolve));
  }

  /** Whether somebody waited for it; of what was kept through a reload nobody does. */
  settle(id: string, outcome: Outcome): boolean {
    const entry = this.waiting.get(id);
    if (!entry) return false;
    this.waiting.delete(id);
    if (entry.kept) this.save();
    const settler = this.settlers.get(id);
    settler?.(outcome);
    this.settlers.delete(id);
    return settler !== undefined;
  }

  has(id: string): boolean {
    return this.waiting.has(id);
  }

  commands(): Command[] {
    return [...this.waiting.values()].map((entry) => entry.command);
  }

  get size(): number {
    return this.waiting.size;
  }

  private save(): void {
    const kept = [...this.waiting.values()].filter((entry) => entry.kept);
    this.store.save(kept.length > 0 ? JSON.stringify(kept.map((entry) => entry.command)) : null);
  }
}

function parse(text: string | null): Command[] {
  if (text === null) return [];
  try {
    const held: unknown = JSON.parse(text);
    return Array.isArray(held) ? (held as Command[]) : [];
  } catch {
    return [];
  }
}
