// Commands that wait for their answer. A command leaves when it was answered or is given up; until then it is sent
// again on every new connection, under the same id.
import type { Command } from '../protocol/messages';
import type { Keeper } from './storage';

export type Outcome = { ok: true; result: Record<string, unknown> } | { ok: false; code: string };

export interface Waiting {
  command: Command;
  /** Written to the storage, so that it outlives the page. */
  kept: boolean;
  /** When somebody asked for it last. */
  askedAt: number;
  /** When it goes again, and what the server said why not now. */
  again?: { at: number; code: string } | undefined;
}

/** What lies in the storage, for every page of this device that is open to the same person. */
interface Kept {
  record: string;
  commands: Command[];
}

export class Outbox {
  private readonly waiting = new Map<string, Waiting>();
  private readonly settlers = new Map<string, (outcome: Outcome) => void>();
  /** What hearing this is, by the key of its record; not known before its first view. */
  private record: string | undefined;

  constructor(
    private readonly storage: Keeper,
    private readonly key: string,
  ) {}

  /** What earlier pages left unanswered in this hearing waits again, and is returned. What was kept of another one
   * by the same name, as of a rehearsal, is none of it: it goes, and is `lost`. */
  recall(record: string): { left: Command[]; lost: Command[] } {
    if (record === this.record) return { left: [], lost: [] };
    this.record = record;
    const kept = parse(this.storage.getItem(this.key));
    const unknown = kept?.commands.filter(({ id }) => !this.waiting.has(id)) ?? [];
    const [left, lost] = kept?.record === record ? [unknown, []] : [[], unknown];
    for (const command of left) this.waiting.set(command.id, { command, kept: true, askedAt: 0 });
    this.keep(this.list().flatMap(({ command, kept }) => (kept ? [command] : [])));
    return { left, lost };
  }

  add(command: Command, kept: boolean, now: number): Promise<Outcome> {
    this.waiting.set(command.id, { command, kept, askedAt: now });
    if (kept) this.keep([...this.stored(), command]);
    return new Promise((resolve) => this.settlers.set(command.id, resolve));
  }

  /** Whether somebody waited for it; of what was kept through a reload nobody does. */
  settle(id: string, outcome: Outcome): boolean {
    const entry = this.waiting.get(id);
    if (!entry) return false;
    this.waiting.delete(id);
    if (entry.kept) this.keep(this.stored().filter((command) => command.id !== id));
    const settler = this.settlers.get(id);
    settler?.(outcome);
    this.settlers.delete(id);
    return settler !== undefined;
  }

  has(id: string): boolean {
    return this.waiting.has(id);
  }

  list(): Waiting[] {
    return [...this.waiting.values()];
  }

  commands(): Command[] {
    return this.list().map((entry) => entry.command);
  }

  get size(): number {
    return this.waiting.size;
  }

  /** Read anew each time: another page may have kept something or got its answer meanwhile. */
  private stored(): Command[] {
    const kept = parse(this.storage.getItem(this.key));
    return kept && kept.record === this.record ? kept.commands : [];
  }

  private keep(commands: Command[]): void {
    const { storage, key, record } = this;
    if (record === undefined) return;
    const kept: Kept = { record, commands };
    if (commands.length === 0) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(kept));
  }
}

function parse(text: string | null): Kept | undefined {
  if (text === null) return undefined;
  try {
    const held = JSON.parse(text) as Partial<Kept> | null;
    return Array.isArray(held?.commands) ? (held as Kept) : undefined;
  } catch {
    return undefined;
  }
}
