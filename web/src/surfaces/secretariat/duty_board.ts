// The report duties of all hearings in one list: who owes what, and until when.
import { formatShortDate } from '../../i18n/catalogue.svelte';
import { common } from '../../i18n/common';
import { office } from '../../i18n/office';
import { secretariat } from '../../i18n/secretariat';
import type { BoardLine, BoardReport } from '../../protocol/views';
import type { Column, Filter } from '../../ui/table';

export interface DutyRow extends BoardReport {
  id: string;
  hearing: string;
  title: string;
}

/** What is due first stands first; what is done comes last. */
export function dutyRows(hearings: Record<string, BoardLine>): DutyRow[] {
  return Object.entries(hearings)
    .flatMap(([hearing, { title, duties }]) =>
      Object.entries(duties.reports).map(([id, report]) => ({ ...report, id, hearing, title })),
    )
    .sort((a, b) => Number(isDone(a)) - Number(isDone(b)) || a.due - b.due);
}

export const isOpen = ({ state }: BoardReport): boolean => state === 'owed' || state === 'returned';
const isDone = ({ state }: BoardReport): boolean => state === 'accepted' || state === 'withdrawn';

export function dutyCounts(rows: DutyRow[]): { open: number; overdue: number; submitted: number } {
  return {
    open: rows.filter(isOpen).length,
    overdue: rows.filter(({ overdue }) => overdue).length,
    submitted: rows.filter(({ state }) => state === 'submitted').length,
  };
}

/** Units with reports that still have to come, those with the most first. */
export function whoOwes(rows: DutyRow[]): { unit: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { unit } of rows.filter(isOpen)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts].map(([unit, count]) => ({ unit, count })).sort((a, b) => b.count - a.count);
}

export const dutyHay = (row: DutyRow): string =>
  [row.unit, row.responsible, row.title, row.hearing, formatShortDate(row.due)].join(' ');

const states = ['owed', 'returned', 'submitted', 'accepted', 'withdrawn'] as const;

export function dutyColumns(): Column<DutyRow>[] {
  const t = office.t;
  return [
    { id: 'unit', text: t.unit, by: ({ unit }) => unit },
    { id: 'hearing', text: secretariat.t.hearing, by: ({ title }) => title },
    { id: 'questions', text: t.questions, by: ({ questions }) => questions, digits: true },
    { id: 'due', text: t.due, by: ({ due }) => due, digits: true },
    { id: 'state', text: t.state, by: ({ state }) => states.indexOf(state) },
    { id: 'round', text: t.roundColumn, by: ({ round }) => round },
    { id: 'open', text: t.open },
  ];
}

export function dutyFilters(rows: DutyRow[]): Filter<DutyRow>[] {
  const t = office.t;
  const units = [...new Set(rows.map(({ unit }) => unit))];
  return [
    {
      id: 'state',
      label: t.state,
      options: [
        { value: 'overdue', text: t.overdue },
        ...states.map((value) => ({ value, text: common.t.dutyState[value] })),
      ],
      accepts: ({ state, overdue }, value) => (value === 'overdue' ? overdue : state === value),
    },
    {
      id: 'unit',
      label: t.unit,
      options: units.map((unit) => ({ value: unit, text: unit })),
      accepts: ({ unit }, value) => unit === value,
    },
    {
      id: 'round',
      label: t.roundColumn,
      options: [
        { value: '1', text: t.firstRound },
        { value: 'more', text: t.laterRounds },
      ],
      accepts: ({ round }, value) => (value === '1' ? round === 1 : round > 1),
    },
  ];
}
