import { hall } from '../../i18n/hall';
import type { Floor } from '../../protocol/views';
import { waiting } from './queue';

/** Why the fair rotation proposes nobody: a draw holds back whoever its lot may still fall on. */
export function whyNobody({ floor }: { floor: Floor }): string {
  return waiting(floor).length > 0 ? hall.t.drawFirst : hall.t.nobodyWaits;
}
