import type { RosterLine } from '../../protocol/views';

export type RosterEntry = [id: string, line: RosterLine];

/** People whose number, name, organisation or seat contains every word, in the roster's order. */
export function search(roster: Record<string, RosterLine>, text: string): RosterEntry[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return Object.entries(roster)
    .filter(([id, line]) => {
      const hay = [id, line.name, line.organisation, line.title, line.seat].join(' ').toLowerCase();
      return words.every((word) => hay.includes(word));
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
