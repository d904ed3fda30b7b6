// Keeps the last checkpoint of a hearing on this device, and compares every newer one with it.
import { Problem } from '../../connection/http';
import type { Keeper } from '../../connection/storage';
import { isExtended, parse } from './checkpoint';
import type { Checkpoint } from './checkpoint';

export interface Contradiction {
  kept: Checkpoint;
  shown: Checkpoint;
}

/** All phones get a checkpoint in the same moment, and must not all ask in the next one. */
const spreadMs = 20_000;

export class RecordWatch {
  private readonly key: string;
  private latest: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    hearing: string,
    private readonly keeper: Keeper,
    private readonly prove: (from: number, to: number) => Promise<{ proof: string[] }>,
    private readonly contradicted: (found: Contradiction | undefined) => void,
  ) {
    this.key = `rostrum.checkpoint.${hearing}`;
  }

  /** A note as the server shows it now. */
  see(note: string): void {
    const shown = parse(note);
    if (!shown) return;
    this.latest = note;
    const kept = this.kept();
    if (!kept) return this.keeper.setItem(this.key, note);
    if (shown.size > kept.size) {
      this.timer ??= setTimeout(() => void this.compare(), Math.random() * spreadMs);
    } else if (shown.size < kept.size || shown.root !== kept.root) {
      this.contradicted({ kept, shown });
    }
  }

  /** Asks for the proof, and keeps the newer checkpoint when it holds. */
  async compare(): Promise<void> {
    this.timer = undefined;
    const [kept, note] = [this.kept(), this.latest];
    const shown = note === undefined ? undefined : parse(note);
    if (!kept || !shown || note === undefined || shown.size <= kept.size) return;
    let holds: boolean;
    try {
      holds = isExtended(kept, shown, (await this.prove(kept.size, shown.size)).proof);
    } catch (error) {
      // The log is not that long: then it is not the one that was signed.
      if (!(error instanceof Problem) || error.status !== 409) return;
      holds = false;
    }
    if (holds) this.keeper.setItem(this.key, note);
    else this.contradicted({ kept, shown });
  }

  /** After a rehearsal, or a restored backup that was announced: begins with what is shown now. */
  accept(): void {
    if (this.latest !== undefined) this.keeper.setItem(this.key, this.latest);
    this.contradicted(undefined);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private kept(): Checkpoint | undefined {
    return parse(this.keeper.getItem(this.key) ?? '');
  }
}
