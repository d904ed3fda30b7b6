// What is looked at before a ballot opens. For the eye alone: whether it may open, and whether it gives a
// result, is the server's.
import type { Ballot, HallView } from '../../protocol/views';
import { drawnHeard } from '../draw/state';

export type CheckKey = 'present' | 'quorum' | 'draws';

export interface Check {
  key: CheckKey;
  have: number;
  need: number;
}

export function checklist(view: HallView, ballot: Ballot): Check[] {
  const { quorum, quorum_of: quorumOf } = ballot.rule;
  const present = ballot.entitled_present;
  const entitled = Object.values(view.roster ?? {}).filter((line) => line.may_vote).length;
  const whole = quorumOf === 'present' ? present : entitled;
  const needed = Math.ceil((whole * quorum.numerator) / quorum.denominator);
  const checks: Check[] = [
    { key: 'present', have: present, need: 1 },
    { key: 'quorum', have: present, need: needed },
    { key: 'draws', have: drawnHeard(view), need: view.hearing_rules?.draws_required ?? 0 },
  ];
  return checks.filter(({ need }) => need > 0);
}
