// What the states of a draw mean.
import type { DrawState } from '../../protocol/views';

const ends: ReadonlySet<DrawState> = new Set<DrawState>([
  'accepted',
  'declined',
  'absent',
  'voided',
]);

export function isUnderWay(state: DrawState): boolean {
  return !ends.has(state);
}
