// The chance this phone gives to a draw, and what it has to remember of it for its own checks.
import { tabStorage } from '../../connection/storage';
import type { Keeper } from '../../connection/storage';
import { keptName } from '../../hearing/kept_name';
import type { Place } from '../../hearing/kept_name';

export interface GivenNonce {
  nonce: string;
  /** The server's commitment as it was shown before. */
  commit: string;
  /** On this phone's clock. */
  sentAt: number;
}

/** Not all phones in the same instant. */
const jitterMs = 200;

export function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isGiven(value: unknown): value is GivenNonce {
  if (typeof value !== 'object' || value === null) return false;
  return 'nonce' in value && 'commit' in value && 'sentAt' in value;
}

export class GivenNonces {
  private readonly waiting = new Set<string>();

  constructor(
    private readonly place: Place,
    private readonly keeper: Keeper = tabStorage,
    private readonly now: () => number = Date.now,
  ) {}

  /** What was given to that draw; nothing when this tab gave nothing. */
  of(draw: string): GivenNonce | undefined {
    const text = this.keeper.getItem(this.key(draw));
    if (text === null) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      return isGiven(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Once per draw, after a moment. */
  give(draw: string, commit: string, send: (nonce: string) => void): void {
    if (this.waiting.has(draw) || this.of(draw)) return;
    this.waiting.add(draw);
    setTimeout(() => {
      const nonce = freshNonce();
      this.keeper.setItem(this.key(draw), JSON.stringify({ nonce, commit, sentAt: this.now() }));
      send(nonce);
    }, Math.random() * jitterMs);
  }

  private key(draw: string): string {
    return keptName('nonce', this.place, draw);
  }
}
