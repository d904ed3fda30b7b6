// What is compared between the hearings of a series.
import { common } from '../../i18n/common';
import { fraction } from '../../i18n/figures';
import { office } from '../../i18n/office';
import { secretariat } from '../../i18n/secretariat';
import type { Column } from '../../ui/table';
import type { BoardRow } from './board';

export type ChartOrder = 'plan' | 'rate';

const rateIn = ({ ballot }: BoardRow): number => ballot?.verdict?.basis_points ?? -1;

export function inOrder(rows: BoardRow[], order: ChartOrder): BoardRow[] {
  return order === 'plan' ? rows : [...rows].sort((a, b) => rateIn(b) - rateIn(a));
}

export function countsOfOutcomes(rows: BoardRow[]): {
  published: number;
  met: number;
  below: number;
} {
  const outcomes = rows.flatMap(({ ballot }) => (ballot?.verdict ? [ballot.verdict.outcome] : []));
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return { published: outcomes.length, met: count('met'), below: count('below') };
}

/** The threshold that all published ballots share, as it is printed; nothing when they differ. */
export function commonThreshold(rows: BoardRow[]): string | undefined {
  const stated = rows.flatMap(({ ballot }) => (ballot?.verdict ? [ballot.threshold] : []));
  const [first] = stated;
  if (!first || stated.some((one) => fraction(one) !== fraction(first))) return undefined;
  return fraction(first);
}

export function comparedColumns(): Column<BoardRow>[] {
  const t = secretariat.t;
  const figure = (id: string, text: string, by: (row: BoardRow) => number | undefined) => ({
    id,
    text,
    by,
    digits: true,
  });
  return [
    { id: 'hearing', text: t.hearing, by: ({ starts_at }) => starts_at },
    figure('rate', common.t.rate, ({ ballot }) => ballot?.verdict?.basis_points),
    { id: 'outcome', text: t.result, by: ({ ballot }) => ballot?.verdict?.outcome },
    figure('short', office.t.short, ({ ballot }) => ballot?.verdict?.votes_short),
    figure('turnout', t.turnout, ({ ballot }) => ballot?.turnout),
    figure('issued', common.t.issued, ({ ballot }) => ballot?.issued),
    figure('returned', common.t.returned, ({ ballot }) => ballot?.returned),
    figure('valid', common.t.validVotes, ({ ballot }) => ballot?.verdict?.valid),
    figure('invalid', common.t.invalidVotes, ({ ballot }) => ballot?.tally?.invalid),
    figure('attendance', t.attendance, ({ present }) => present),
    figure('turns', office.t.turns, ({ turns }) => turns),
  ];
}
