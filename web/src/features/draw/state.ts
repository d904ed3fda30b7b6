// What the states of a draw mean, and what has come of draws.
import type { DrawState, HallView } from '../../protocol/views';

const ends: ReadonlySet<DrawState> = new Set<DrawState>([
  'accepted',
  'declined',
  'absent',
  'voided',
]);

export function isUnderWay(state: DrawState): boolean {
  return !ends.has(state);
}

/** People drawn by lot who have, or have had, the floor: whoever only accepted is not yet heard. */
export function drawnHeard(view: HallView): number {
  return Object.values(view.floor.questions).filter(
    ({ queue, state }) => queue === 'drawn' && (state === 'speaking' || state === 'closed'),
  ).length;
}
