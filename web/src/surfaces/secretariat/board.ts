// The rows of the board, and what one can look for among them.
import { rateOf } from '../../features/ballot/result';
import { common } from '../../i18n/common';
import { percentOf } from '../../i18n/figures';
import { secretariat } from '../../i18n/secretariat';
import type { BoardLine } from '../../protocol/views';
import type { Column, Filter } from '../../ui/table';

export interface BoardRow extends BoardLine {
  id: string;
}

export function boardRows(hearings: Record<string, BoardLine>): BoardRow[] {
  return Object.entries(hearings)
    .map(([id, line]) => ({ id, ...line }))
    .sort((a, b) => a.day - b.day || a.order - b.order);
}

export const hayOf = ({ id, title, venue }: BoardRow): string => `${id} ${title} ${venue}`;

type Stage = 'draft' | 'running' | 'closed';

export function stageOf({ phase }: BoardLine): Stage {
  return phase === 'draft' || phase === 'closed' ? phase : 'running';
}

/** The earliest date by which a report still has to come. */
export function nextDue({ duties }: BoardLine): number | undefined {
  const open = Object.values(duties.reports).filter(
    ({ state }) => state === 'owed' || state === 'returned',
  );
  return open.length === 0 ? undefined : Math.min(...open.map(({ due }) => due));
}

export function turnoutOf({ ballot }: BoardLine): string | undefined {
  return ballot?.turnout === undefined ? undefined : percentOf(ballot.turnout);
}

export function rateOn({ ballot }: BoardLine): string | undefined {
  return ballot?.verdict ? rateOf(ballot.verdict) : undefined;
}

const phases = ['draft', 'check_in', 'report', 'inquiry', 'ballot', 'result', 'closed'];

export function boardColumns(): Column<BoardRow>[] {
  const t = secretariat.t;
  return [
    { id: 'hearing', text: t.hearing, by: ({ starts_at }) => starts_at },
    { id: 'phase', text: t.phase, by: ({ phase }) => phases.indexOf(phase) },
    { id: 'attendance', text: t.attendance, by: ({ present }) => present, digits: true },
    { id: 'questions', text: t.questions, by: ({ questions }) => questions, digits: true },
    { id: 'turnout', text: t.turnout, by: ({ ballot }) => ballot?.turnout, digits: true },
    {
      id: 'rate',
      text: common.t.rate,
      by: ({ ballot }) => {
        const points = ballot?.verdict?.basis_points;
        return points === undefined || points < 0 ? undefined : points;
      },
      digits: true,
    },
    { id: 'duties', text: t.duties, by: ({ duties }) => duties.owed + duties.returned },
    { id: 'due', text: t.due, by: nextDue, digits: true },
  ];
}

export function boardFilters(rows: BoardRow[]): Filter<BoardRow>[] {
  const t = secretariat.t;
  const days = [...new Set(rows.map(({ day }) => day))];
  return [
    {
      id: 'day',
      label: t.dayLabel,
      options: days.map((day) => ({ value: String(day), text: t.dayShort({ day }) })),
      accepts: ({ day }, value) => String(day) === value,
    },
    {
      id: 'stage',
      label: t.stage,
      options: (['draft', 'running', 'closed'] as const).map((value) => ({
        value,
        text: t.stages[value],
      })),
      accepts: (row, value) => stageOf(row) === value,
    },
    {
      id: 'outcome',
      label: t.result,
      options: (['met', 'below', 'no_result', 'invalid'] as const).map((value) => ({
        value,
        text: common.t.outcome[value],
      })),
      accepts: ({ ballot }, value) => ballot?.verdict?.outcome === value,
    },
  ];
}
