// The draw by `hdraw1`: how the inputs make a seed, and the seed an order. Nobody's choice after the
// freeze can change it, and everybody who holds the four files can repeat it. The twin of
// server/src/trust/draw.cpp.
import type { PoolLine, Reveal, Rule } from './draw_files';
import { hashLines } from './sha256';

/** What the server publishes before anybody gives chance: it binds it to its secret. */
export function commit(draw: string, secret: string): string {
  return hashLines('hdraw1/commit', draw, secret);
}

/** x: what the delay starts from. `freezeHash` is the SHA-256 of freeze.txt. */
export function delayInput(freezeHash: string, { secret, publicText }: Reveal): string {
  return hashLines('hdraw1/seed', freezeHash, secret, publicText);
}

/** The least of the tickets' hashes, compared as texts. `weight` is at least 1. */
export function score(seed: string, handle: string, weight: number): string {
  let least = 'g'; // Above every hash.
  for (let ticket = 0; ticket < weight; ticket += 1) {
    const hash = hashLines('hdraw1/score', seed, handle, String(ticket));
    if (hash < least) least = hash;
  }
  return least;
}

function byLot<Item>(items: Item[], lotOf: (item: Item) => string): Item[] {
  const lots = items.map((item) => ({ item, lot: lotOf(item) }));
  return lots.sort((left, right) => (left.lot < right.lot ? -1 : 1)).map(({ item }) => item);
}

function ranked(pool: PoolLine[], seed: string): PoolLine[] {
  const eligible = pool.filter(({ weight }) => weight > 0);
  return byLot(eligible, ({ handle, weight }) => score(seed, handle, weight));
}

const handlesOf = (lines: PoolLine[]): string[] => lines.map(({ handle }) => handle);

/**
 * Everybody with a weight above 0, by score. Each comes first with a chance of weight to the sum of
 * weights.
 */
export function rank(pool: PoolLine[], seed: string): string[] {
  return handlesOf(ranked(pool, seed));
}

/** One list from which people are called, in this order. */
export interface DrawnList {
  /** Under a quota; otherwise empty. */
  stratum: string;
  /** All, so that whoever follows is known. */
  handles: string[];
  /** The first so many of them. */
  called: number;
}

function drawnList(stratum: string, handles: string[], count: number): DrawnList {
  return { stratum, handles, called: Math.min(count, handles.length) };
}

/** The strata in an order by lot, one person of each in turn, the exhausted ones skipped. */
function alternated(lines: PoolLine[], seed: string): string[] {
  const strata = [...new Set(lines.map(({ stratum }) => stratum))].sort();
  const turns = byLot(strata, (stratum) => hashLines('hdraw1/stratum', seed, stratum)).map((one) =>
    handlesOf(lines.filter(({ stratum }) => stratum === one)),
  );
  const handles: string[] = [];
  for (let round = 0; handles.length < lines.length; round += 1) {
    for (const turn of turns) handles.push(...turn.slice(round, round + 1));
  }
  return handles;
}

/** One list; under a quota one per stratum listed. */
export function resultOrder(pool: PoolLine[], rule: Rule, seed: string): DrawnList[] {
  const lines = ranked(pool, seed);
  switch (rule.kind) {
    case 'any':
      return [drawnList('', handlesOf(lines), rule.count)];
    case 'alternate':
      return [drawnList('', alternated(lines, seed), rule.count)];
    case 'quota':
      return rule.parts.map(({ stratum, count }) =>
        drawnList(stratum, handlesOf(lines.filter((line) => line.stratum === stratum)), count),
      );
  }
}

/** Those called, list after list. */
export function calledHandles(lists: DrawnList[]): string[] {
  return lists.flatMap(({ handles, called }) => handles.slice(0, called));
}
