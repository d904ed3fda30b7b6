// How long the names of people are kept, and what was erased, as sentences.
import { formatDate } from '../../i18n/catalogue.svelte';
import { archive } from '../../i18n/archive';

export interface NamesKept {
  /** Whose names are known. */
  people: number;
  /** After the last hearing; without it nobody erases them but who says so. */
  kept_ms?: number;
  due?: number;
  /** Hearings under way. */
  waits_for: string[];
  erasures: { at: number; names: number; hearing?: string }[];
}

const dayMs = 86_400_000;

/** What becomes of the names that are there; nothing when there are none. */
export function outlookOf(kept: NamesKept): string | undefined {
  const t = archive.t.names;
  const { people, kept_ms, due, waits_for } = kept;
  if (people === 0) return undefined;
  if (kept_ms === undefined) return t.untilErased({ people });
  const days = Math.round(kept_ms / dayMs);
  if (due !== undefined) return t.until({ people, days, date: formatDate(due) });
  if (waits_for.length === 0) return t.afterLast({ people, days });
  return t.afterClose({ people, days, hearings: waits_for.join(archive.t.names.comma) });
}

export function erasuresOf(kept: NamesKept): string[] {
  const t = archive.t.names;
  return kept.erasures.map(({ at, names, hearing }) => {
    const date = formatDate(at);
    return hearing === undefined ? t.erased({ date, names }) : t.erasedOf({ date, names, hearing });
  });
}
