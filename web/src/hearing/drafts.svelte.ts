// What somebody has begun and not sent. It belongs to what it is about, not to the form it was typed in, which
// goes when the hearing moves on; and it stays on this device through a reload.
import { deviceStorage } from '../connection/storage';
import { keptName } from './kept_name';
import type { Place } from './kept_name';

export interface Begun {
  question: { text: string; units: string[] };
  /** Of one's own question, as the minutes are to have it. */
  [passage: `passage.${string}`]: string;
  /** Of a question and a unit; `replaces` is what the record had when the typing began. */
  [note: `note.${string}.${string}`]: { text: string; replaces: string };
  /** Whom the desk has ticked to answer; to another question they are nothing. */
  answering: { question: string; units: string[] };
}

export class Drafts {
  /** A browser may refuse to keep them, or wipe what it kept. */
  private begun = $state.raw<Partial<Begun>>({});

  constructor(private readonly place: Place) {}

  of<Name extends keyof Begun>(name: Name): Begun[Name] | undefined {
    return name in this.begun ? this.begun[name] : this.kept(name);
  }

  keep<Name extends keyof Begun>(name: Name, what: Begun[Name] | undefined): void {
    this.begun = { ...this.begun, [name]: what };
    if (what === undefined) deviceStorage.removeItem(this.key(name));
    else deviceStorage.setItem(this.key(name), JSON.stringify(what));
  }

  private kept<Name extends keyof Begun>(name: Name): Begun[Name] | undefined {
    const text = deviceStorage.getItem(this.key(name));
    if (text === null) return undefined;
    try {
      return JSON.parse(text) as Begun[Name];
    } catch {
      return undefined;
    }
  }

  private key(name: string): string {
    return keptName('begun', this.place, name);
  }
}
