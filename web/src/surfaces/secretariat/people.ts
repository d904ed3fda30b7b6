// The people of a roster as rows, what one can look for among them, and one of them as the roster's own file.
import { categoryName, categoryOrder } from '../../i18n/names';
import { office } from '../../i18n/office';
import type { HallView, RosterLine } from '../../protocol/views';
import type { Column, Filter } from '../../ui/table';

export interface PersonRow extends RosterLine {
  id: string;
}

export function personRows(roster: Record<string, RosterLine>): PersonRow[] {
  return Object.entries(roster)
    .map(([id, line]) => ({ id, ...line }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const personHay = ({ id, name, organisation, title, seat }: PersonRow): string =>
  `${id} ${name ?? ''} ${organisation ?? ''} ${title ?? ''} ${seat ?? ''}`;

export const rights = ['question', 'vote', 'pool'] as const;

export function has(row: RosterLine, right: (typeof rights)[number]): boolean {
  switch (right) {
    case 'question':
      return row.may_question;
    case 'vote':
      return row.may_vote;
    case 'pool':
      return row.in_draw_pool;
  }
}

/** What somebody may not do; nothing when all rights are there. */
export function missingRights(row: RosterLine): string[] {
  return rights.filter((right) => !has(row, right)).map((right) => office.t.without[right]);
}

export function personColumns(view: HallView): Column<PersonRow>[] {
  const t = office.t;
  const order = categoryOrder(view);
  return [
    { id: 'name', text: t.name, by: ({ name }) => name },
    { id: 'id', text: t.number, by: ({ id }) => id, digits: true },
    { id: 'category', text: t.category, by: ({ category }) => order.indexOf(category) },
    { id: 'seat', text: t.seat, by: ({ seat }) => seat, digits: true },
    { id: 'rights', text: t.rights },
    { id: 'presence', text: t.presence, by: ({ present }) => Number(present) },
    { id: 'turns', text: t.turns, by: ({ turns }) => turns, digits: true },
    { id: 'edit', text: t.edit },
  ];
}

export function personFilters(view: HallView): Filter<PersonRow>[] {
  const t = office.t;
  return [
    {
      id: 'category',
      label: t.category,
      options: categoryOrder(view).map((value) => ({ value, text: categoryName(view, value) })),
      accepts: ({ category }, value) => category === value,
    },
    {
      id: 'rights',
      label: t.rights,
      options: [
        { value: 'none', text: t.without.none },
        ...rights.map((value) => ({ value, text: t.without[value] })),
      ],
      accepts: (row, value) => {
        const wanted = rights.find((right) => right === value);
        return wanted ? !has(row, wanted) : missingRights(row).length === 0;
      },
    },
    {
      id: 'presence',
      label: t.presence,
      options: [
        { value: 'yes', text: t.present },
        { value: 'no', text: t.notPresent },
      ],
      accepts: ({ present }, value) => present === (value === 'yes'),
    },
  ];
}

export interface Person {
  id: string;
  name: string;
  category: string;
  organisation: string;
  title: string;
  seat: string;
  may: string[];
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** One person is a roster of one row: checked, refused and recorded as any other. */
export function personCsv(person: Person): string {
  const head = 'id,name,category,organisation,title,seat,may_question,may_vote,in_draw_pool';
  const { id, name, category, organisation, title, seat, may } = person;
  const flags = rights.map((right) => (may.includes(right) ? 'yes' : 'no'));
  return `${head}\r\n${[id, name, category, organisation, title, seat, ...flags].map(quoted).join(',')}\r\n`;
}
