// What a published result says, the same on phone, desk, board and screen.
import { common } from '../../i18n/common';
import { fraction, percentOf } from '../../i18n/figures';
import type { BallotResult, BallotRule, Verdict } from '../../protocol/views';

export function toneOf({ outcome }: Verdict): 'good' | 'bad' {
  return outcome === 'met' ? 'good' : 'bad';
}

/** The rate as it is printed; nothing where there is none. */
export function rateOf({ basis_points }: Verdict): string | undefined {
  return basis_points >= 0 ? percentOf(basis_points) : undefined;
}

/** Beside the outcome: by how much it was missed, or why there is none. */
export function remarkOn({ outcome, votes_short, reason }: Verdict): string | undefined {
  if (outcome === 'met') return undefined;
  return outcome === 'below'
    ? common.t.votesShort({ count: votes_short })
    : common.t.outcomeReason[reason];
}

export function thresholdOf(rule: BallotRule): string {
  const percent = fraction(rule.threshold);
  return rule.threshold_is_met_when_equal
    ? common.t.threshold({ percent })
    : common.t.thresholdAbove({ percent });
}

export function countsOf({ tally, verdict }: BallotResult): { label: string; count: number }[] {
  return [
    { label: common.t.issued, count: tally.issued },
    { label: common.t.returned, count: tally.returned },
    { label: common.t.validVotes, count: verdict.valid },
    { label: common.t.invalidVotes, count: tally.invalid },
  ];
}
