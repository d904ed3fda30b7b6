// Keeps the last checkpoint of a hearing on this device, and compares every other one with it.
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
  /** Until somebody begins anew: what follows a contradiction takes back neither it nor what proves it. */
  private isContradicted = false;

  constructor(
    hearing: string,
    private readonly keeper: Keeper,
    private readonly prove: (from: number, to: number) => Promise<{ proof: string[] }>,
    private readonly tell: (found: Contradiction | undefined) => void,
  ) {
    this.key = `rostrum.checkpoint.${hearing}`;
  }

  /** A note as the server shows it; as it was before, where a tab that was put aside catches up. */
  see(note: string): void {
    const shown = parse(note);
    if (!shown) return;
    this.latest = note;
    const kept = this.kept();
    if (!kept) return this.keeper.setItem(this.key, note);
    if (shown.size !== kept.size) {
      this.timer ??= setTimeout(() => void this.compare(), Math.random() * spreadMs);
    } else if (shown.root !== kept.root) {
      this.contradict({ kept, shown });
    }
  }

  /** Asks whether the longer log begins with all of the shorter one, and keeps the longer's checkpoint if so. */
  async compare(): Promise<void> {
    this.timer = undefined;
    const [kept, note = ''] = [this.kept(), this.latest];
    const shown = parse(note);
    if (!kept || !shown || this.isContradicted) return;
    const [earlier, later] = shown.size < kept.size ? [shown, kept] : [kept, shown];
    const holds = await this.isProved(earlier, later);
    if (holds === false) this.contradict({ kept, shown });
    else if (holds) this.keepLonger(shown, note);
  }

  /** After a rehearsal, or a restored backup that was announced: begins with what is shown now. */
  accept(): void {
    if (this.latest !== undefined) this.keeper.setItem(this.key, this.latest);
    this.isContradicted = false;
    this.tell(undefined);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private kept(): Checkpoint | undefined {
    return parse(this.keeper.getItem(this.key) ?? '');
  }

  /** Another tab of this browser may have kept one that is longer still. */
  private keepLonger({ size }: Checkpoint, note: string): void {
    if (this.isContradicted || size <= (this.kept()?.size ?? 0)) return;
    this.keeper.setItem(this.key, note);
  }

  /** Nothing when nobody answered: it is asked again with the next note. */
  private async isProved(earlier: Checkpoint, later: Checkpoint): Promise<boolean | undefined> {
    const { size } = earlier;
    try {
      const proof = size === later.size ? [] : (await this.prove(size, later.size)).proof;
      return isExtended(earlier, later, proof);
    } catch (error) {
      // The log is not that long: then it is not the one that was signed.
      return error instanceof Problem && error.status === 409 ? false : undefined;
    }
  }

  private contradict(found: Contradiction): void {
    if (this.isContradicted) return;
    this.isContradicted = true;
    this.tell(found);
  }
}
